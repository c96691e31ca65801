// What opens under the bell: the list with its filters, and what a person does to it.

import { move, pageOf, readAll, see } from "./bell_api.js";
import { clearBadge, hasUnseen } from "./bell_counts.js";
import { draw, focusFirst, step } from "./bell_list.js";
import { isOn, turn } from "./bell_sound.js";
import { clearToasts } from "./bell_toasts.js";

const NOTHING = {
    all: "Nothing yet. You are told here when something needs you.",
    unread: "You have read everything.",
    archived: "Nothing was archived.",
};

const panel = document.getElementById("bell-panel");
const trouble = panel?.querySelector("[data-trouble]");
const more = panel?.querySelector("[data-more]");
const sound = panel?.querySelector("[data-sound]");

let known = new Map();
let filter = "all";
let cursor = ""; // where the next page begins; null when nothing older is left

export const isOpen = () => panel.matches(":popover-open");
export const open = () => panel.showPopover();

// Opening the bell clears the badge, not the list.
export function markSeen() {
    if (hasUnseen()) {
        clearBadge();
        see().catch(() => {}); // the next opening says it again
    }
}

export function markRead(id) {
    change(async () => put(await move(id, "read")));
}

// A notification as it is now, new or changed.
export function put(notification) {
    known.set(notification.id, notification);
    redraw();
}

// What was done to some of them, here or in another tab.
export function follow({ change: to, ids }) {
    if (to === "read-all") {
        readThem();
    }
    for (const id of ids.filter((one) => known.has(one))) {
        if (to === "removed") {
            known.delete(id);
        } else {
            known.get(id).status = to;
        }
    }
    redraw();
}

export function refresh() {
    return isOpen() ? load({ anew: true }) : undefined;
}

function readThem() {
    for (const notification of known.values()) {
        notification.status = notification.status === "unread" ? "read" : notification.status;
    }
}

function isShown({ status }) {
    return filter === "all" ? status !== "archived" : status === filter;
}

function redraw() {
    const newest = [...known.values()].filter(isShown).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
    draw(newest);
    const empty = panel.querySelector("[data-empty]");
    empty.hidden = newest.length > 0 || cursor !== null;
    empty.textContent = NOTHING[filter];
    more.hidden = cursor === null;
}

async function load({ anew = false } = {}) {
    const asked = filter;
    await change(async () => {
        const page = await pageOf(asked, anew ? "" : cursor);
        if (asked !== filter) {
            return;
        }
        known = anew ? new Map() : known;
        page.notifications.forEach((notification) => known.set(notification.id, notification));
        cursor = page.next_cursor;
        redraw();
    });
}

// Does something that needs the server, and says when it did not work.
async function change(work) {
    trouble.hidden = true;
    try {
        await work();
    } catch {
        trouble.hidden = false;
    }
}

async function choose(next) {
    filter = next;
    for (const tab of panel.querySelectorAll("[data-filter]")) {
        tab.setAttribute("aria-pressed", String(tab.dataset.filter === next));
    }
    await load({ anew: true });
}

async function opened() {
    clearToasts();
    markSeen();
    await choose("all");
    focusFirst();
}

function clicked({ target }) {
    const id = target.closest("li")?.dataset.id;
    const toggle = target.closest("[data-toggle]");
    if (toggle) {
        change(async () => put(await move(id, toggle.dataset.toggle)));
    } else if (target.closest("[data-archive]")) {
        change(async () => put(await move(id, "archive")));
    } else if (target.closest(".is-unread a")) {
        markRead(id);
    }
}

function pressed(event) {
    const item = event.target.closest("li");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) {
        return;
    }
    const button = { r: "[data-toggle]", Delete: "[data-archive]:not([hidden])" }[event.key];
    if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
        step(item, event.key);
    } else if (button) {
        item.querySelector(button)?.click();
    } else {
        return;
    }
    event.preventDefault();
}

function showSound() {
    sound.setAttribute("aria-pressed", String(isOn()));
    sound.title = isOn() ? "Sound is on" : "Sound is off";
}

export function startPanel() {
    panel.addEventListener("toggle", (event) => event.newState === "open" && opened());
    panel.addEventListener("click", clicked);
    panel.addEventListener("keydown", pressed);
    panel.querySelector("[data-read-all]").addEventListener("click", () => change(readAll));
    for (const tab of panel.querySelectorAll("[data-filter]")) {
        tab.addEventListener("click", () => choose(tab.dataset.filter));
    }
    more.addEventListener("click", () => load());
    sound.addEventListener("click", () => {
        turn(!isOn());
        showSound();
    });
    showSound();
}
