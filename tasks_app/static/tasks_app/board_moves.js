// Moving a card: by dragging it, or from its menu, which works by keyboard and by touch as well.
// Which moves there are is said by the server; it asks for a note or an agreement where one is needed.

import { apply, board, cardOf, columnOf, refresh, titleOf } from "./board_cards.js";

const NO_TASK = "00000000-0000-0000-0000-000000000000";
const SAID_MS = 8_000;
const UNREACHABLE = "The server could not be reached: nothing was moved.";

const dialog = document.getElementById("board-dialog");
const said = document.getElementById("board-said");
let ways = {};
let dragged = null;
let silence = 0;

export function say(words, { isRefusal = false, button = null, forMs = SAID_MS } = {}) {
    if (said.textContent !== words) {
        said.textContent = words;
    }
    if (button) {
        said.append(button);
    }
    said.classList.toggle("is-refusal", isRefusal);
    clearTimeout(silence);
    silence = setTimeout(() => (said.textContent = ""), forMs);
}

function post(url, body) {
    const token = document.querySelector("#board-bulk [name=csrfmiddlewaretoken]").value;
    return fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } });
}

function undoButton(id, title, { url }) {
    const button = element("button", { type: "button", className: "button vg-plain" }, "Undo");
    button.addEventListener("click", async () => {
        button.disabled = true;
        try {
            const answer = await post(url);
            const { detail } = await answer.json();
            say(answer.ok ? `${title}: taken back.` : detail, { isRefusal: !answer.ok });
            await refresh([id]);
        } catch {
            say(UNREACHABLE, { isRefusal: true });
        }
    });
    return button;
}

function maysOf(card) {
    return card.dataset.moves.split(" ").filter(Boolean);
}

function whyNot(card, column) {
    if (column.dataset.column === card.dataset.status) {
        return "";
    }
    const isHuman = column.dataset.sources.split(" ").includes(card.dataset.status);
    return isHuman ? "Your role does not allow this move." : column.dataset.why;
}

async function move(card, to, answers = {}) {
    const form = new FormData();
    const fields = { from: card.dataset.status, since: card.dataset.since, to, ...answers };
    Object.entries(fields).forEach(([name, value]) => form.set(name, value));
    card.classList.add("is-moving");
    let answer, result;
    try {
        answer = await post(board.dataset.move.replace(NO_TASK, card.dataset.card), form);
        result = await answer.json();
    } catch {
        say(UNREACHABLE, { isRefusal: true });
        return;
    } finally {
        card.classList.remove("is-moving");
    }
    if (result.ask) {
        ask(card, to, result.ask);
        return;
    }
    apply(result);
    const label = columnOf(to).dataset.label;
    if (result.undo) {
        const button = undoButton(card.dataset.card, titleOf(card), result.undo);
        say(`${titleOf(card)}: ${label}.`, { button, forMs: result.undo.seconds * 1_000 });
    } else {
        say(answer.ok ? `${titleOf(card)}: ${label}.` : result.detail, { isRefusal: !answer.ok });
    }
}

function open(title, ...content) {
    dialog.querySelector("h2").textContent = title;
    dialog.querySelector("[data-body]").replaceChildren(...content);
    dialog.showModal();
}

function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
}

function openMenu(card) {
    const buttons = maysOf(card).map((to) => {
        const button = element("button", { type: "button", className: "board-way" }, element("b", {}, ways[card.dataset.status][to]), columnOf(to).dataset.label);
        button.addEventListener("click", () => {
            dialog.close();
            move(card, to);
        });
        return button;
    });
    open(`Move “${titleOf(card)}”`, element("p", { className: "vg-quiet" }, `It is ${columnOf(card.dataset.status).dataset.label}.`), ...buttons, closing());
    returnTo(card);
}

function ask(card, to, { verb, text, button, needs_note: needsNote }) {
    const note = element("textarea", { name: "note", rows: 3, maxLength: 2000, required: needsNote });
    note.setAttribute("aria-label", "What is wrong?");
    const form = element("form", { method: "dialog" }, element("p", {}, text));
    if (needsNote) {
        form.append(note);
    }
    form.append(element("div", { className: "board-buttons" }, element("button", { type: "submit", className: "button" }, button), closing()));
    form.addEventListener("submit", () => move(card, to, { confirmed: "1", ...(needsNote && { note: note.value }) }));
    open(`${verb} “${titleOf(card)}”`, form);
    returnTo(card);
}

function closing() {
    const button = element("button", { type: "button", className: "button vg-plain" }, "Leave it");
    button.addEventListener("click", () => dialog.close());
    return button;
}

// The card may have been drawn anew while the dialog was open.
function returnTo(card) {
    dialog.addEventListener("close", () => cardOf(card.dataset.card)?.querySelector("a").focus({ preventScroll: true }), { once: true });
}

function beginDrag(event) {
    const card = event.target.closest?.("[data-card]");
    if (!card || !maysOf(card).length) {
        return;
    }
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", titleOf(card));
    board.classList.add("is-dragging");
    card.classList.add("is-dragged");
    for (const column of board.querySelectorAll("[data-column]")) {
        column.classList.toggle("is-open", maysOf(card).includes(column.dataset.column));
    }
}

function dragOver(event) {
    const column = dragged && event.target.closest("[data-column]");
    for (const other of board.querySelectorAll(".is-over")) {
        other.classList.toggle("is-over", other === column);
    }
    if (!column) {
        return;
    }
    if (maysOf(dragged).includes(column.dataset.column)) {
        event.preventDefault(); // only this allows a drop
        column.classList.add("is-over");
        say(`${ways[dragged.dataset.status][column.dataset.column]} “${titleOf(dragged)}”.`);
    } else if (whyNot(dragged, column)) {
        say(whyNot(dragged, column), { isRefusal: true });
    }
}

function drop(event) {
    const column = dragged && event.target.closest("[data-column]");
    if (column) {
        event.preventDefault();
        move(dragged, column.dataset.column);
    }
}

function endDrag() {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    board.classList.remove("is-dragging");
    board.querySelectorAll(".is-open, .is-over").forEach((column) => column.classList.remove("is-open", "is-over"));
}

export function startMoving() {
    ways = JSON.parse(document.getElementById("board-ways").textContent);
    board.addEventListener("dragstart", beginDrag);
    board.addEventListener("dragover", dragOver);
    board.addEventListener("drop", drop);
    board.addEventListener("dragend", endDrag);
    board.addEventListener("click", (event) => {
        const card = event.target.closest("[data-menu]")?.closest("[data-card]");
        if (card) {
            openMenu(card);
        }
    });
    board.addEventListener("keydown", (event) => {
        const card = event.key === "m" && event.target.closest("[data-card]");
        if (card && maysOf(card).length) {
            event.preventDefault();
            openMenu(card);
        }
    });
}
