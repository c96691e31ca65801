// Choosing many cards: the bar at the bottom does the same to all of them.

import { board, cardOf } from "./board_cards.js";

const bar = document.getElementById("board-bulk");
let last = null;

function boxes() {
    return [...board.querySelectorAll("[data-card] input:checked")];
}

export function tellChosen() {
    const count = boxes().length;
    bar.hidden = count === 0;
    board.classList.toggle("is-choosing", count > 0);
    bar.querySelector("[data-chosen]").textContent = count === 1 ? "1 task chosen" : `${count} tasks chosen`;
}

// Everything between two cards of one column, as in every list.
function chooseRange(box) {
    const inColumn = [...(box.closest("ul")?.querySelectorAll("input") ?? [])];
    const [from, to] = [inColumn.indexOf(last), inColumn.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) {
        inColumn.slice(from, to + 1).forEach((other) => (other.checked = box.checked));
    }
}

// Where each card stood travels along, so that a decision is for what was on the screen.
function addWhereTheyStood() {
    bar.querySelectorAll("input[data-stood]").forEach((old) => old.remove());
    for (const { value } of boxes()) {
        const { status, since } = cardOf(value).dataset;
        const field = Object.assign(document.createElement("input"), { type: "hidden", name: `status-${value}`, value: `${status} ${since}` });
        field.dataset.stood = "";
        bar.append(field);
    }
}

export function startChoosing() {
    board.addEventListener("click", (event) => {
        const box = event.target.closest("[data-card] input");
        if (box) {
            if (event.shiftKey) {
                chooseRange(box);
            }
            last = box;
            tellChosen();
        }
    });
    bar.addEventListener("submit", addWhereTheyStood);
    bar.querySelector("[data-none]").addEventListener("click", () => {
        boxes().forEach((box) => (box.checked = false));
        tellChosen();
    });
    tellChosen();
}
