// Telling of what has just come: in words, by a sound, in the corner. Many at once are told once.

import { isOpen, markRead, markSeen, open } from "./bell_panel.js";
import { ring } from "./bell_sound.js";
import { showToast } from "./bell_toasts.js";

const TOGETHER_MS = 400;

const said = document.querySelector("#bell [data-said]");

let fresh = new Map();
let timer = 0;

export function gather(notification) {
    fresh.set(notification.id, notification);
    clearTimeout(timer);
    timer = setTimeout(tell, TOGETHER_MS);
}

function tell() {
    const unread = [...fresh.values()].filter(({ status }) => status === "unread");
    fresh = new Map();
    if (!unread.length) {
        return;
    }
    const newest = unread.at(-1);
    const words = unread.length === 1 ? newest.title : `${unread.length} new notifications`;
    say(words);
    ring();
    if (isOpen()) {
        markSeen();
    } else if (!document.hidden) {
        showToast(
            unread.length === 1
                ? { ...newest, onOpen: () => markRead(newest.id) }
                : { title: words, message: `The newest: ${newest.title}`, type: "info", metadata: {}, onOpen: open },
        );
    }
}

export function say(words) {
    said.textContent = "";
    setTimeout(() => (said.textContent = words), 50); // the same words again are heard again
}
