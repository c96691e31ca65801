// The overview draws itself anew when something has happened.

import { listen } from "../videogen/live.js";

const overview = document.getElementById("overview");

async function redraw() {
    const answer = await fetch(location.href);
    if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = overview.contains(document.activeElement) && document.activeElement.getAttribute("href");
    overview.replaceChildren(...fresh.getElementById("overview").children);
    if (focused) {
        overview.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    }
}

if (overview) {
    listen(["task.*", "asset.*", "channel.*"], redraw, { since: overview.dataset.since });
}
