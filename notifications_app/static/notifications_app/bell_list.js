// The list in the bell: one element per notification, drawn from what is known of it.

import { refreshAges } from "../videogen/times.js";

const MOVES = {
    unread: { to: "read", label: "Mark as read" },
    read: { to: "unread", label: "Mark as unread" },
    archived: { to: "read", label: "Put back" },
};

const panel = document.getElementById("bell-panel");
const list = panel?.querySelector("[data-list]");
const template = panel?.querySelector("template");

// Only ways into this site: an address that a message brings along is not trusted.
export function ownAddress(url) {
    return /^\/(?!\/)/.test(url ?? "") ? url : "#";
}

export function showType(element, type) {
    element.classList.add(`bell-${type}`);
    element.querySelector("use").setAttribute("href", `${list.dataset.icons}#told-${type}`);
}

function fill(item, { id, status, type, metadata, title, message, created_at: at }) {
    const say = (name, words) => (item.querySelector(`[data-${name}]`).textContent = words);
    item.className = "bell-item";
    item.classList.toggle("is-unread", status === "unread");
    item.dataset.id = id;
    item.querySelector("a").href = ownAddress(metadata.action_url);
    showType(item, type);
    say("title", title);
    say("message", message);
    say("channel", metadata.channel ?? "");
    say("state", status === "unread" ? `Unread ${type}: ` : `${type}: `);
    const time = item.querySelector("time");
    time.dateTime = at;
    time.title = new Date(at).toLocaleString();
    const toggle = item.querySelector("[data-toggle]");
    toggle.dataset.toggle = MOVES[status].to;
    toggle.title = MOVES[status].label;
    toggle.setAttribute("aria-label", MOVES[status].label);
    item.querySelector("[data-archive]").hidden = status === "archived";
}

export function draw(notifications) {
    const wanted = new Set(notifications.map(({ id }) => id));
    const before = new Map([...list.children].map((item) => [item.dataset.id, item]));
    const lost = remove([...before.values()].filter((item) => !wanted.has(item.dataset.id)));
    let follows = list.firstElementChild;
    for (const notification of notifications) {
        const item = before.get(notification.id) ?? template.content.firstElementChild.cloneNode(true);
        fill(item, notification);
        if (item === follows) {
            follows = follows.nextElementSibling;
        } else {
            list.insertBefore(item, follows); // an element that stays in its place keeps its focus
        }
    }
    refreshAges(list);
    if (lost >= 0) {
        // What is now in the place of the one that is gone.
        const next = list.children[Math.min(lost, list.children.length - 1)];
        (next?.querySelector("a") ?? panel).focus();
    }
}

// The place of the one that had the focus, or -1.
function remove(gone) {
    const lost = [...list.children].indexOf(gone.find((item) => item.contains(document.activeElement)));
    gone.forEach((item) => item.remove());
    return lost;
}

// Moves the focus by whole notifications.
export function step(item, key) {
    const items = [...list.children];
    const here = items.indexOf(item);
    const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[key];
    items[Math.max(0, Math.min(there, items.length - 1))].querySelector("a").focus();
}

export function focusFirst() {
    (list.querySelector("a") ?? panel).focus();
}
