// The page draws itself anew when the mirror tells of something, and now and then for its figures.

import { listen } from "../videogen/live.js";

const EVERY_MS = 10_000;
const notion = document.getElementById("notion");

async function redraw() {
    const answer = await fetch(location.pathname.replace(/token\/$/, ""));
    if (!answer.ok || answer.redirected) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("notion");
    // A button under somebody's finger and marked text stay as they are, and so does what says the same.
    const isInUse = notion.contains(document.activeElement) || !getSelection().isCollapsed;
    if (!isInUse && words(fresh) !== words(notion)) {
        notion.replaceChildren(...fresh.children);
    }
}

function words(element) {
    return element.textContent.replace(/\s+/g, " ");
}

if (notion) {
    listen(["notion.*"], redraw, { since: notion.dataset.since });
    setInterval(() => document.hidden || redraw().catch(() => {}), EVERY_MS);
}
