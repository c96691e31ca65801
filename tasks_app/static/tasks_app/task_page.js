// The page of one task: draws itself anew when something happens and counts the undo time down.

import { listen } from "../videogen/live.js";
import { refreshAges } from "../videogen/times.js";

const page = document.getElementById("task-page");

// A field in use or an open popover must survive a redraw.
function isBusy(region) {
    return region.contains(document.activeElement) || region.querySelector(":popover-open") !== null;
}

// Files are patched one by one: a player that is moved or replaced would stop.
function patchGallery(old, fresh) {
    for (const group of fresh.children) {
        const here = old.querySelector(`:scope > [data-group="${CSS.escape(group.dataset.group)}"]`);
        if (here) {
            here.querySelector("summary").replaceWith(group.querySelector("summary"));
            patchExhibits(here.querySelector(".task-exhibits"), group.querySelector(".task-exhibits"));
        } else {
            old.prepend(group.cloneNode(true));
        }
    }
}

function patchExhibits(old, fresh) {
    const before = new Map([...old.children].map((item) => [item.dataset.key, item]));
    let place = null;
    for (const item of [...fresh.children]) {
        const same = before.get(item.dataset.key);
        const isSame = same?.dataset.version === item.dataset.version;
        if (!isSame) {
            same?.remove();
            place ? place.after(item) : old.prepend(item);
        }
        place = isSame ? same : item;
        before.delete(item.dataset.key);
    }
    before.forEach((gone) => gone.remove());
}

async function redraw() {
    const answer = await fetch(location.href);
    if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const wanted = fresh.querySelectorAll("#task-page [data-region]");
    const here = (name) => page.querySelector(`[data-region="${name}"]`);
    for (const region of wanted) {
        const old = here(region.dataset.region);
        if (region.dataset.region === "gallery") {
            patchGallery(old, region);
        } else if (old && !isBusy(old)) {
            old.replaceWith(region);
        }
    }
    countDown();
    refreshAges(page);
}

function countDown() {
    const button = page.querySelector("[data-until]");
    if (!button) {
        return;
    }
    const seconds = Math.ceil((Date.parse(button.dataset.until) - Date.now()) / 1000);
    if (seconds <= 0) {
        button.closest("form").remove();
        return;
    }
    button.querySelector("[data-seconds]").textContent = `${seconds} s`;
    setTimeout(countDown, 250);
}

if (page) {
    const ifMine = (events) => events.some((event) => event.task === page.dataset.task) && redraw();
    listen(["task.*", "asset.*"], ifMine, { since: page.dataset.since, resync: redraw });
    countDown();
}
