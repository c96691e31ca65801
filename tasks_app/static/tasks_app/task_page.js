// The page of one task: draws itself anew when something happens, counts the undo time down, and
// says what a rejection would make again.

import { listen } from "../videogen/live.js";
import { refreshAges } from "../videogen/times.js";

const page = document.getElementById("task-page");

// A note half written, a chosen flag or an open popover must survive a redraw.
function isBusy(region) {
    const noted = [...region.querySelectorAll("textarea")].some((field) => field.value);
    return noted || region.contains(document.activeElement) || region.querySelector(":popover-open, input:checked") !== null;
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
    const names = new Set([...wanted].map((region) => region.dataset.region));
    const here = (name) => page.querySelector(`[data-region="${name}"]`);
    if ((here("decision") !== null) !== names.has("decision")) {
        // A gate was reached or left: another page, with other buttons and flags.
        location.reload();
        return;
    }
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

function tellScope() {
    const scope = page.querySelector("[data-scope]");
    if (!scope) {
        return;
    }
    const flagged = [...page.querySelectorAll('input[name="flag"]:checked')];
    const cost = flagged.reduce((sum, flag) => sum + Number(flag.dataset.usd), 0);
    const money = cost ? `, about $${cost.toFixed(2)}` : "";
    scope.textContent = flagged.length ? `${flagged.length} ${scope.dataset.one}${money}.` : scope.dataset.all;
    page.querySelector("#decide .vg-yes").disabled = flagged.length > 0;
}

// Asked by the browser already, so that no flag is lost to a refusal.
function askForNote(event) {
    const note = page.querySelector("#decision-note");
    if (note && event.target.closest("#decide button")) {
        note.required = event.target.closest("[data-reject]") !== null;
    }
}

if (page) {
    const ifMine = (events) => events.some((event) => event.task === page.dataset.task) && redraw();
    listen(["task.*", "asset.*"], ifMine, { since: page.dataset.since, resync: redraw });
    countDown();
    page.addEventListener("change", tellScope);
    page.addEventListener("click", askForNote);
    tellScope();
}
