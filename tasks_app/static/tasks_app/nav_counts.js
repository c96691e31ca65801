// What waits, beside the links of the navigation, follows the tasks.

import { listen } from "../videogen/live.js";

const PACE_MS = 2_000;
const LATER_MS = 700; // what the person has just asked for comes first

const counts = [...document.querySelectorAll("#vg-nav [data-count]")];

async function refresh() {
    await new Promise((resolve) => setTimeout(resolve, LATER_MS));
    for (const shown of counts) {
        const answer = await fetch(shown.dataset.count);
        if (!answer.ok) {
            throw new Error(`${shown.dataset.count}: ${answer.status}`);
        }
        const { count } = await answer.json();
        shown.textContent = count;
        shown.hidden = !count;
    }
}

if (counts.length) {
    listen(["task.status"], refresh, { pace: PACE_MS });
}
