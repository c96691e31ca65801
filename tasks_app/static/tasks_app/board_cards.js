// The cards on the board: where each stands, how many there are, and which are stuck.

import { refreshAges } from "../videogen/times.js";

const CARDS_AT_ONCE = 200; // what the server answers in one go
const MOVE_MS = 280;

export const board = document.getElementById("board");

export function cardOf(id) {
    return board.querySelector(`[data-card="${CSS.escape(id)}"]`);
}

export function columnOf(status) {
    return board.querySelector(`[data-column="${CSS.escape(status)}"]`);
}

export function titleOf(card) {
    return card.querySelector("a").textContent;
}

// Takes over what the server says of some cards, and all counts.
export function apply({ cards, counts }) {
    for (const [id, html] of Object.entries(cards)) {
        const old = cardOf(id);
        if (html) {
            put(old, html);
        } else {
            old?.remove();
        }
    }
    count(counts);
    refreshAges(board);
    markStuck();
}

// Asks for the cards of these tasks; one that is not on this board is taken away.
export async function refresh(ids) {
    if (ids.length > CARDS_AT_ONCE) {
        return reload();
    }
    const answer = await fetch(`${board.dataset.cards}&ids=${ids.join(",")}`);
    if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    apply(await answer.json());
}

// The whole board anew: after a gap, or when more has changed than is asked for card by card.
export async function reload() {
    const answer = await fetch(location.href);
    if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const chosen = new Set([...board.querySelectorAll("[data-card]:has(input:checked)")].map((card) => card.dataset.card));
    const focused = document.activeElement?.closest("[data-card]")?.dataset.card;
    board.replaceChildren(...page.getElementById("board").children);
    for (const id of chosen) {
        const box = cardOf(id)?.querySelector("input");
        if (box) {
            box.checked = true;
        }
    }
    if (focused) {
        cardOf(focused)?.querySelector("a").focus();
    }
    markStuck();
}

// True when the card shows a bar already, so that nothing has to be asked.
export function showProgress(id, { done, total }) {
    const bar = cardOf(id)?.querySelector("[data-progress] progress");
    if (!bar) {
        return false;
    }
    const words = bar.nextElementSibling;
    words.textContent = words.textContent.replace(/\d+ of \d+/, `${done} of ${total}`);
    bar.setAttribute("aria-label", words.textContent);
    bar.max = total || 1;
    bar.value = done;
    return true;
}

export function markStuck() {
    const now = Date.now();
    for (const card of board.querySelectorAll("[data-stuck-at]")) {
        card.classList.toggle("is-stuck", Date.parse(card.dataset.stuckAt) <= now);
    }
}

function put(old, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const card = holder.content.firstElementChild;
    const before = old?.getBoundingClientRect();
    const moved = old?.dataset.status !== card.dataset.status;
    const focus = old?.contains(document.activeElement) && !document.querySelector("dialog[open]");
    card.querySelector("input").checked = old?.querySelector("input").checked ?? false;
    old?.remove();
    insert(card);
    if (focus) {
        card.querySelector("a").focus({ preventScroll: true });
    }
    if (moved && card.isConnected) {
        glide(card, before);
    }
}

function insert(card) {
    const column = columnOf(card.dataset.status);
    const list = column.querySelector("ul");
    const rank = Number(card.dataset.rank);
    const next = [...list.children].find((other) => Number(other.dataset.rank) > rank);
    list.insertBefore(card, next ?? null);
    if (list.children.length > Number(column.dataset.shown)) {
        list.lastElementChild.remove();
    }
}

// From where it was to where it is, so that the eye can follow.
function glide(card, before) {
    card.classList.add("is-fresh");
    if (!before || matchMedia("(prefers-reduced-motion: reduce)").matches) {
        return;
    }
    const now = card.getBoundingClientRect();
    const from = `translate(${before.left - now.left}px, ${before.top - now.top}px)`;
    card.animate([{ transform: from, zIndex: 3 }, { transform: "none", zIndex: 3 }], { duration: MOVE_MS, easing: "ease-out" });
}

function count(counts) {
    for (const [status, number] of Object.entries(counts)) {
        const column = columnOf(status);
        const hidden = number - column.querySelector("ul").children.length;
        column.querySelector("[data-count]").textContent = number;
        column.classList.toggle("is-empty", number === 0);
        const rest = column.querySelector("[data-rest]");
        rest.hidden = hidden <= 0;
        rest.textContent = `${hidden} more`;
    }
    for (const phase of board.querySelectorAll("[data-phase]")) {
        const numbers = [...phase.querySelectorAll("[data-count]")].map((number) => Number(number.textContent));
        phase.querySelector("[data-phase-count]").textContent = numbers.reduce((sum, number) => sum + number, 0);
    }
}
