// The board keeps itself up to date: an event makes the card of its task move, appear or go.

import { listen } from "../videogen/live.js";
import { board, markStuck, refresh, reload, showProgress } from "./board_cards.js";
import { startChoosing, tellChosen } from "./board_chosen.js";
import { startKeys } from "./board_keys.js";
import { startMoving } from "./board_moves.js";

const PACE_MS = 150; // an approval is two events, a batch of tasks many
const STUCK_EVERY_MS = 10_000;

async function take(events) {
    const changed = new Set();
    for (const event of events) {
        const isShown = event.kind === "task.progress" && showProgress(event.task, event.data);
        if (event.task && !isShown) {
            changed.add(event.task);
        }
    }
    if (changed.size) {
        await refresh([...changed]);
        tellChosen();
    }
}

async function takeAll() {
    await reload();
    tellChosen();
}

if (board) {
    startMoving();
    startChoosing();
    startKeys();
    markStuck();
    setInterval(markStuck, STUCK_EVERY_MS);
    listen(["task.*"], take, { since: board.dataset.since, resync: takeAll, pace: PACE_MS });
}
