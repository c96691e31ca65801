// The bar that takes a decision back, as long as its seconds run. It outlives the page of its task.

const bar = document.querySelector("[data-desk-undo]");
let timer = 0;
let ends = 0;

function tick() {
    const left = Math.ceil((ends - Date.now()) / 1000);
    bar.querySelector("[data-desk-undo-seconds]").textContent = `${left} s`;
    if (left <= 0) {
        hide();
    }
}

export function hide() {
    clearInterval(timer);
    bar.hidden = true;
}

export function offer({ url, words, seconds }) {
    bar.action = url;
    bar.querySelector("[data-desk-undo-words]").textContent = words;
    count(seconds);
}

function count(seconds) {
    clearInterval(timer);
    ends = Date.now() + seconds * 1000;
    bar.hidden = false;
    tick();
    timer = setInterval(tick, 250);
}

export function isOffered() {
    return bar !== null && !bar.hidden;
}

// `undone` gets the address of the page that waits again, `refused` the sentence why not.
export function watch({ undone, refused }) {
    if (bar.dataset.seconds) {
        count(Number(bar.dataset.seconds));
    }
    bar.addEventListener("submit", async (event) => {
        event.preventDefault();
        const body = new FormData(bar);
        hide();
        const answer = await fetch(bar.action, { method: "POST", body, headers: { Accept: "application/json" } });
        const told = await answer.json();
        answer.ok ? undone(told.url) : refused(told.detail);
    });
}

export function press() {
    if (isOffered()) {
        bar.requestSubmit();
    }
}
