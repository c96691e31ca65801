// Says when a page is not live, and is silent about interruptions that nobody would notice.

import { onState } from "./live.js";

const PATIENCE_MS = 3_000;
const WORDS = { lost: "Connection lost. Reconnecting…", "signed-out": "You are signed out." };

const box = document.getElementById("vg-live-state");
let timer = 0;

function show(state) {
    clearTimeout(timer);
    if (WORDS[state]) {
        timer = setTimeout(() => say(state), state === "lost" ? PATIENCE_MS : 0);
    } else {
        say("");
    }
}

function say(state) {
    box.querySelector("span").textContent = WORDS[state] ?? "";
    box.querySelector("a").hidden = state !== "signed-out";
    box.classList.toggle("is-shown", Boolean(state));
}

if (box) {
    onState(show);
}
