// One file in full size: zoom, pan, the take before, and on to its neighbours.

import { takesOf } from "./items.js";

const dialog = document.querySelector("[data-viewer]");
const stage = dialog?.querySelector("[data-viewer-stage]");
const LARGEST = 8;
let items = null;
let take = 0;
let zoom = 1;
let offset = [0, 0];
let dragged = null;

export function isOpen() {
    return dialog?.open ?? false;
}

export function open(list) {
    items = list;
    take = 0;
    draw();
    if (!dialog.open) {
        dialog.showModal();
        dialog.focus(); // no button in particular
    }
}

export function step(by) {
    items.step(by);
    take = 0;
    draw();
}

export function toggleBefore() {
    take = takesOf(items.current).length > 1 ? 1 - take : 0;
    draw();
}

export function togglePlay() {
    const film = stage.querySelector("video");
    film?.paused ? film.play() : film?.pause();
}

function draw() {
    const item = items.current;
    const takes = takesOf(item);
    const shown = takes[take];
    const isFilm = item.dataset.shape === "video";
    const media = document.createElement(isFilm ? "video" : "img");
    media.width = item.dataset.width || 1600;
    media.height = item.dataset.height || 900;
    if (isFilm) {
        Object.assign(media, { controls: true, autoplay: true, loop: true, playsInline: true });
    } else {
        media.alt = item.dataset.name;
        // The small picture is there at once; the large one comes over it.
        media.style.backgroundImage = shown.preview ? `url("${shown.preview}")` : "";
    }
    media.src = shown.url;
    media.draggable = false;
    stage.replaceChildren(media);
    stage.classList.toggle("viewer-clear", item.querySelector(".desk-clear") !== null);
    dialog.querySelector("[data-viewer-name]").textContent = item.dataset.name;
    dialog.querySelector("[data-viewer-take]").textContent = shown.words;
    dialog.querySelector("[data-viewer-text]").textContent = item.querySelector(".desk-prompt")?.textContent ?? "";
    dialog.querySelector("[data-viewer-before]").hidden = takes.length < 2;
    redraw();
    scale(1);
}

export function redraw() {
    const isFlagged = items.current.classList.contains("is-flagged");
    dialog.classList.toggle("is-flagged", isFlagged);
    dialog.querySelector("[data-viewer-flag]").hidden = isFlagged || !items.current.querySelector("[name=flag]");
    dialog.querySelector("[data-viewer-clear]").hidden = !isFlagged;
}

function scale(to) {
    zoom = Math.min(LARGEST, Math.max(1, to));
    if (zoom === 1) {
        offset = [0, 0];
    }
    move();
}

function move() {
    const media = stage.firstElementChild;
    media.style.transform = `translate(${offset[0]}px, ${offset[1]}px) scale(${zoom})`;
    stage.classList.toggle("is-zoomed", zoom > 1);
}

if (dialog) {
    dialog.addEventListener("close", () => {
        stage.replaceChildren();
        items.focus();
    });
    dialog.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (event.target === stage || button?.matches("[data-viewer-close]")) {
            dialog.close();
        } else if (button?.dataset.viewerStep) {
            step(Number(button.dataset.viewerStep));
        } else if (button?.dataset.viewerZoom) {
            scale(zoom * 2 ** Number(button.dataset.viewerZoom));
        } else if (button?.matches("[data-viewer-flag]")) {
            items.flag();
            redraw();
        } else if (button?.matches("[data-viewer-clear]")) {
            items.clear();
            redraw();
        } else if (button?.matches("[data-viewer-before]")) {
            toggleBefore();
        } else if (event.target.matches("img") && !dragged) {
            scale(zoom > 1 ? 1 : 2);
        }
    });
    dialog.addEventListener("keydown", (event) => {
        if (event.key === "+" || event.key === "=" || event.key === "-") {
            scale(zoom * (event.key === "-" ? 0.5 : 2));
        }
    });
    stage.addEventListener("wheel", (event) => {
        event.preventDefault();
        scale(zoom * (event.deltaY < 0 ? 1.25 : 0.8));
    });
    stage.addEventListener("pointerdown", (event) => {
        dragged = null;
        if (zoom > 1 && event.target.matches("img")) {
            const from = [event.clientX - offset[0], event.clientY - offset[1]];
            stage.setPointerCapture(event.pointerId);
            stage.onpointermove = (moved) => {
                dragged = [moved.clientX - from[0], moved.clientY - from[1]];
                offset = dragged;
                move();
            };
        }
    });
    stage.addEventListener("pointerup", () => (stage.onpointermove = null));
}
