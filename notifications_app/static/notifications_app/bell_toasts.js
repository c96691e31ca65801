// Short words in the corner: at most two at a time; they go by themselves, and wait while one reads.

import { ownAddress, showType } from "./bell_list.js";

const SHOWN_MS = 8_000;
const MOST = 2;

const box = document.getElementById("bell-toasts");

// `onOpen` is called when its link is followed.
export function showToast({ title, message, type, metadata, onOpen }) {
    const toast = box.querySelector("template").content.firstElementChild.cloneNode(true);
    const link = toast.querySelector("a");
    showType(toast, type);
    toast.querySelector("[data-title]").textContent = title;
    toast.querySelector("[data-message]").textContent = message;
    link.href = ownAddress(metadata.action_url);
    link.addEventListener("click", (event) => {
        if (link.getAttribute("href") === "#") {
            event.preventDefault();
        }
        toast.remove();
        onOpen();
    });
    toast.querySelector("button").addEventListener("click", () => toast.remove());
    while (shown().length >= MOST) {
        shown()[0].remove();
    }
    box.append(toast);
    goLater(toast);
}

export function clearToasts() {
    shown().forEach((toast) => toast.remove());
}

function shown() {
    return box.querySelectorAll(".bell-toast");
}

function goLater(toast) {
    let timer = 0;
    const stop = () => clearTimeout(timer);
    const start = () => {
        stop();
        timer = setTimeout(() => toast.remove(), SHOWN_MS);
    };
    toast.addEventListener("pointerenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("pointerleave", start);
    toast.addEventListener("focusout", start);
    start();
}
