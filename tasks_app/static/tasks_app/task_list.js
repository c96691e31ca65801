// The list of tasks keeps itself up to date: an event makes the cells of its task be drawn again.

import { listen } from "../videogen/live.js";

const CELLS_AT_ONCE = 100; // what the server answers in one go

const list = document.getElementById("live-list");

function shown(taskId) {
    return list.querySelectorAll(`[data-task="${CSS.escape(taskId)}"]`);
}

function replace(old, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.firstElementChild;
    if (fresh.outerHTML !== old.outerHTML) {
        fresh.classList.toggle("is-fresh", fresh.textContent !== old.textContent);
        old.replaceWith(fresh);
    }
}

async function redraw(events) {
    const ids = [...new Set(events.map((event) => event.task))].filter((id) => id && shown(id).length);
    if (!ids.length) {
        return;
    }
    const answer = await fetch(`${list.dataset.cells}?ids=${ids.slice(0, CELLS_AT_ONCE).join(",")}`);
    if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    const { tasks } = await answer.json();
    for (const [taskId, cells] of Object.entries(tasks)) {
        for (const old of shown(taskId)) {
            replace(old, cells[old.dataset.cell]);
        }
    }
}

if (list) {
    listen(["task.*"], redraw, { since: list.dataset.since, resync: () => location.reload() });
}
