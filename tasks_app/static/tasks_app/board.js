// The board keeps itself up to date: an event makes the card of its task move, appear or go.

import { listen } from "../videogen/live.js";
import { board, markStuck, refresh, reload, showProgress } from "./board_cards.js";
import { startChoosing, tellChosen } from "./board_chosen.js";
import { startMoving } from "./board_moves.js";

const TOGETHER_MS = 120; // an approval is two events, a batch of tasks many
const AGAIN_MS = 3_000;
const STUCK_EVERY_MS = 10_000;

const changed = new Set();
let timer = 0;
let isStale = false;

async function redraw() {
    const ids = [...changed];
    const whole = isStale;
    changed.clear();
    isStale = false;
    try {
        await (whole ? reload() : refresh(ids));
    } catch {
        // The server is restarting, or the network is away.
        ids.forEach((id) => changed.add(id));
        isStale ||= whole;
        soon(AGAIN_MS);
    }
    tellChosen();
}

function soon(pause = TOGETHER_MS) {
    clearTimeout(timer);
    timer = setTimeout(redraw, pause);
}

function take(events) {
    for (const event of events) {
        const isShown = event.kind === "task.progress" && showProgress(event.task, event.data);
        if (event.task && !isShown) {
            changed.add(event.task);
        }
    }
    if (changed.size) {
        soon();
    }
}

function takeAll() {
    isStale = true;
    soon();
}

if (board) {
    startMoving();
    startChoosing();
    markStuck();
    setInterval(markStuck, STUCK_EVERY_MS);
    listen(["task.*"], take, { since: board.dataset.since, resync: takeAll, pace: 0 });
}
