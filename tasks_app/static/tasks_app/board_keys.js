// Arrow keys go from card to card: up and down in a lane, left and right to the lane beside it.

import { board } from "./board_cards.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };
const SIDES = { ArrowLeft: -1, ArrowRight: 1 };

function cardsIn(lane) {
    return [...lane.querySelectorAll("[data-card]")];
}

function above(card, key) {
    const cards = cardsIn(card.closest(".board-lane"));
    return cards[cards.indexOf(card) + STEPS[key]];
}

// The one at the same height, in the next lane that has any.
function beside(card, key) {
    const lanes = [...board.querySelectorAll(".board-lane")];
    const top = card.getBoundingClientRect().top;
    let place = lanes.indexOf(card.closest(".board-lane")) + SIDES[key];
    while (lanes[place] && !cardsIn(lanes[place]).length) {
        place += SIDES[key];
    }
    const distance = (other) => Math.abs(other.getBoundingClientRect().top - top);
    return lanes[place] && cardsIn(lanes[place]).sort((a, b) => distance(a) - distance(b))[0];
}

export function startKeys() {
    board.addEventListener("keydown", (event) => {
        const card = event.target.closest("[data-card]");
        if (!card || event.altKey || event.ctrlKey || event.metaKey || !(event.key in STEPS || event.key in SIDES)) {
            return;
        }
        event.preventDefault();
        const next = event.key in STEPS ? above(card, event.key) : beside(card, event.key);
        next?.querySelector("a").focus();
    });
}
