// The queue of what waits: follows what happens, filters at once, keeps the way back open.

import { listen, listenTo } from "../videogen/live.js";
import { refreshAges } from "../videogen/times.js";
import * as due from "./due.js";
import * as parts from "./parts.js";
import * as undo from "./undo.js";

const queue = document.getElementById("queue");
const TELLING = ["task.status", "task.edited", "review.due"];

async function redraw() {
    const address = new URL(location.href);
    address.searchParams.set("part", "1");
    const answer = await fetch(address);
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const fresh = holder.content.querySelector(".queue");
    const list = queue.querySelector("[data-queue-list]");
    if (answer.ok && fresh && !list.contains(document.activeElement?.closest("select"))) {
        const focused = document.activeElement?.closest("[data-queue-task]")?.dataset.queueTask;
        list.replaceChildren(document.adoptNode(fresh));
        list.querySelector(`[data-queue-task="${focused}"] a`)?.focus();
        refreshAges(list);
    }
}

function visited({ task, people }) {
    const place = queue.querySelector(`[data-queue-task="${CSS.escape(task)}"] [data-queue-here]`);
    const others = people.filter((person) => person.id !== queue.dataset.me);
    if (place) {
        place.hidden = others.length === 0;
        place.textContent = others.map((person) => person.name).join(", ");
    }
}

function moved(event) {
    const rows = [...queue.querySelectorAll(".queue-row a")];
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step && rows.length && !event.target.matches("input, select, textarea")) {
        event.preventDefault();
        const at = rows.indexOf(document.activeElement) + step;
        rows[Math.min(rows.length - 1, Math.max(0, at))].focus();
    } else if (event.key === "u" && !event.target.matches("input, select, textarea")) {
        undo.press();
    }
}

// The pictures of the first task are in the browser's cache when it is opened.
function prepareFirst() {
    parts.prepare(queue.querySelector(".queue-row a")?.href);
}

if (queue) {
    listen(TELLING, redraw, { since: queue.dataset.since });
    listenTo("presence", visited);
    undo.watch({
        undone: (url) => location.assign(url),
        refused: (words) => (queue.querySelector("[data-desk-say]").textContent = words),
    });
    queue.addEventListener("change", (event) => event.target.matches("[data-queue-filter]") && event.target.form.submit());
    document.addEventListener("keydown", moved);
    setInterval(() => due.refresh(queue), 20_000);
    addEventListener("load", prepareFirst);
}
