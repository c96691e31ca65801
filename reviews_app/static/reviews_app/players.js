// Clips and narrations play where they stand; one at a time.

const sound = new Audio();
let playing = null;

function progress() {
    const wave = playing?.querySelector(".desk-played");
    if (wave && sound.duration) {
        wave.style.clipPath = `inset(0 ${100 - (100 * sound.currentTime) / sound.duration}% 0 0)`;
    }
}

function listenTo(item) {
    if (playing !== item) {
        stop();
        playing = item;
        sound.src = item.dataset.url;
    }
    if (sound.paused) {
        sound.play().catch(() => {});
        item.classList.add("is-playing");
    } else {
        sound.pause();
        item.classList.remove("is-playing");
    }
}

function watchClip(item) {
    const here = item.querySelector("video");
    if (here && !here.paused) {
        here.pause();
        return;
    }
    stop(here ? item : null);
    const video = here ?? document.createElement("video");
    if (!here) {
        Object.assign(video, { src: item.dataset.url, muted: true, loop: true, playsInline: true });
        video.setAttribute("aria-hidden", "true");
        item.querySelector(".desk-open").append(video);
    }
    playing = item;
    item.classList.add("is-playing");
    video.play().catch(() => {});
}

// Plays the item or pauses it.
export function play(item) {
    item.dataset.shape === "sound" ? listenTo(item) : watchClip(item);
}

// Clips move as soon as one looks at them, unless the person wants less of that.
export function preview(item) {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (item.dataset.shape === "video" && playing !== item && !isCalm) {
        watchClip(item);
    }
}

export function stop(except = null) {
    if (playing && playing !== except) {
        playing.classList.remove("is-playing");
        playing.querySelector("video")?.remove();
        const wave = playing.querySelector(".desk-played");
        if (wave) {
            wave.style.clipPath = "";
        }
    }
    sound.pause();
    playing = except;
}

// Where in the wave one has clicked, the narration goes on.
export function seek(item, share) {
    if (playing !== item || sound.paused) {
        listenTo(item);
    }
    const go = () => (sound.currentTime = share * sound.duration);
    sound.duration ? go() : sound.addEventListener("loadedmetadata", go, { once: true });
}

sound.addEventListener("timeupdate", progress);
sound.addEventListener("ended", () => stop());
