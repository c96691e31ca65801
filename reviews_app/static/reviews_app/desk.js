// The desk: one gate after the other without a page load between them.

import { listen, listenTo } from "../videogen/live.js";
import { refreshAges } from "../videogen/times.js";
import * as drafts from "./drafts.js";
import * as due from "./due.js";
import * as here from "./here.js";
import { Items, WIDE, noteOf, opener, toggleBefore } from "./items.js";
import * as keys from "./keys.js";
import * as parts from "./parts.js";
import { Pins } from "./pins.js";
import * as players from "./players.js";
import * as undo from "./undo.js";
import * as viewer from "./viewer.js";

const desk = document.getElementById("desk");
const stage = document.getElementById("desk-stage");
const SIGNED_OUT = "You are signed out. Your flags and notes are kept: sign in again in another tab, then go on here.";

let page = null; // { root, form, items, pins } of the gate on the screen
let isBusy = false;

function say(words) {
    desk.querySelector("[data-desk-say]").textContent = words;
}

function fault(words) {
    const place = page.root.querySelector("[data-desk-fault]");
    if (place) {
        place.textContent = words;
        place.hidden = words === "";
        place.scrollIntoView({ block: "nearest" });
    }
}

function mount(root) {
    const form = root.querySelector("#desk-form");
    page = { root, form, items: null, pins: null };
    page.items = new Items(root, { changed, say });
    const pinned = form ? drafts.restore(root) : [];
    if (root.querySelector("[data-desk-film]")) {
        page.pins = new Pins(root, { items: page.items, changed, say });
        page.pins.restore(pinned);
    }
    page.items.drawAll();
    if (form) {
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            decide(event.submitter.value);
        });
        root.querySelector("#desk-put-back").addEventListener("submit", putBack);
        tellScope();
    }
    document.title = `${root.dataset.title} | Review | videogen`;
    desk.querySelector("[data-desk-crumb]")?.replaceChildren(root.dataset.title);
    document.querySelector("[data-desk-crumb]")?.replaceChildren(root.dataset.title);
    here.arrive(root);
    due.refresh(root);
    refreshAges(root);
    prepareNext();
}

// The pictures of the first page come before those of the next one.
function prepareNext() {
    if (document.readyState === "complete") {
        parts.prepare(page.root.dataset.next, page.root.dataset.task);
    } else {
        addEventListener("load", prepareNext, { once: true });
    }
}

function changed() {
    if (page?.form && page.items) {
        drafts.save(page.root, page.pins?.saved() ?? []);
        tellScope();
    }
}

// How many files are made again, and what that costs: said before it is done.
function tellScope() {
    const scope = page.root.querySelector("[data-desk-scope]");
    const prices = page.items.flagged().map((item) => Number(item.querySelector("[data-usd]").dataset.usd));
    prices.push(...(page.pins?.prices() ?? []));
    const sum = prices.reduce((all, price) => all + price, 0);
    const money = sum ? `, about $${sum.toFixed(2)}` : "";
    scope.textContent = prices.length ? `${prices.length} to be made again${money}.` : scope.dataset.all;
    page.form.querySelector("[value=approve]").setAttribute("aria-disabled", String(prices.length > 0));
}

// What the server would refuse is said at once, where it can be mended.
function missing(verdict) {
    const flagged = page.items.flagged();
    const pinned = page.pins?.filled() ?? [];
    const note = page.form.elements.note;
    if (verdict === "approve") {
        return flagged.length + pinned.length ? ["Something is flagged: clear it (c), or reject (r).", null] : null;
    }
    if (note.value.trim()) {
        return null;
    }
    const silent = flagged.map(noteOf).concat(pinned.map((row) => row.querySelector("[name=pin-note]"))).find((field) => !field.value.trim());
    if (silent) {
        return ["Say what is wrong with each, or write a note for all of them.", silent];
    }
    return flagged.length + pinned.length ? null : [note.placeholder, note];
}

async function decide(verdict) {
    if (isBusy || !page.form) {
        return;
    }
    const refusal = missing(verdict);
    if (refusal) {
        const [words, field] = refusal;
        fault(words);
        const item = field?.closest("[data-desk-item]");
        if (item) {
            page.items.choose(item);
        }
        field?.focus();
        return;
    }
    fault("");
    isBusy = true;
    const body = new FormData(page.form);
    body.set("verdict", verdict);
    try {
        const told = await post(page.form.getAttribute("action"), body);
        if (told.undo) {
            undo.offer(told.undo);
        }
        drafts.sent(page.root, told.undo?.seconds ?? 0);
        await go(told.next, { said: told.said });
    } catch (problem) {
        fault(problem.message);
    } finally {
        isBusy = false;
    }
}

async function post(url, body) {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
        throw new Error(answer.status === 403 || answer.redirected ? SIGNED_OUT : `The server answered ${answer.status}. Nothing was decided.`);
    }
    const told = await answer.json();
    if (!answer.ok) {
        throw new Error(told.detail);
    }
    return told;
}

async function putBack(event) {
    event.preventDefault();
    const body = new FormData(event.target, event.submitter);
    try {
        await post(event.target.action, body);
        await go(location.href, { said: "The earlier take counts again.", isNew: false });
    } catch (problem) {
        fault(problem.message);
    }
}

async function go(url, { said = "", isNew = true } = {}) {
    if (!url) {
        say("There is no other task.");
        return;
    }
    let part;
    try {
        part = await parts.take(url);
    } catch {
        location.assign(url);
        return;
    }
    const key = page.items.current?.dataset.deskItem;
    players.stop();
    here.leave();
    stage.replaceChildren(document.adoptNode(part.root));
    if (isNew) {
        history.pushState(null, "", part.url);
        scrollTo(0, 0);
    }
    mount(part.root);
    const same = isNew ? null : page.items.all.find((item) => item.dataset.deskItem === key);
    page.items.focus(same ?? page.items.current ?? undefined);
    performance.mark("desk:shown");
    say(`${said} ${part.root.dataset.title}`.trim());
}

function pressed(event) {
    const link = event.target.closest("a");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const reason = event.target.closest("[data-desk-reason]");
    if (reason) {
        page.pins ? page.pins.add(reason.dataset.deskReason) : page.items.flag(reason.dataset.deskReason);
    } else if (event.target.closest("[data-desk-help]")) {
        acts.help();
    } else if (link?.matches("[data-desk-go], .desk-gone .button:first-child") && isPlain) {
        event.preventDefault();
        go(link.href);
    } else if (link?.matches(".desk-open") && isPlain) {
        event.preventDefault();
        const item = link.closest("[data-desk-item]");
        const wave = event.target.closest(".desk-wave");
        const isNew = item !== page.items.current;
        page.items.choose(item);
        if (isNew && !WIDE.matches && link.matches(".desk-image, .desk-video")) {
            return; // what there is to know about it has opened; once more for full size
        }
        if (wave && event.detail) {
            const place = wave.getBoundingClientRect();
            players.seek(page.items.current, (event.clientX - place.left) / place.width);
        } else {
            acts.open();
        }
    }
}

const acts = {
    left: () => (viewer.isOpen() ? viewer.step(-1) : page.items.step(-1)),
    right: () => (viewer.isOpen() ? viewer.step(1) : page.items.step(1)),
    up: () => viewer.isOpen() || page.items.row(-1),
    down: () => viewer.isOpen() || page.items.row(1),
    open() {
        const shape = page.items.current?.dataset.shape;
        if (shape === "chapter") {
            page.pins.go(page.items.current);
        } else if (shape === "sound") {
            players.play(page.items.current);
        } else if (shape) {
            players.stop();
            viewer.open(page.items);
        }
    },
    play() {
        if (viewer.isOpen()) {
            viewer.togglePlay();
        } else if (page.pins) {
            page.pins.play();
        } else if (page.items.current) {
            players.play(page.items.current);
        }
    },
    before: () => (viewer.isOpen() ? viewer.toggleBefore() : toggleBefore(page.items.current) || say("There is no earlier take.")),
    flag() {
        page.pins && page.items.current?.dataset.shape === "chapter" ? page.pins.add() : page.items.flag();
        viewer.isOpen() && viewer.redraw();
    },
    clear() {
        page.pins && page.items.current?.dataset.shape === "chapter" ? page.pins.clear() : page.items.clear();
        viewer.isOpen() && viewer.redraw();
    },
    reason: (key) => page.root.querySelectorAll("[data-desk-reason]")[Number(key) - 1]?.click(),
    note() {
        const item = page.items.current;
        const own = item && page.items.flagged().includes(item) ? noteOf(item) : null;
        (own ?? page.form?.elements.note)?.focus();
    },
    back: () => page.items.focus(),
    approve: () => viewer.isOpen() || decide("approve"),
    reject: () => viewer.isOpen() || decide("reject"),
    undo: () => undo.press(),
    after: () => go(page.root.dataset.after),
    earlier: () => go(page.root.dataset.before),
    help: () => desk.querySelector("[data-desk-help-dialog]").showModal(),
};

// Others decide, exchange files, or are quicker while this page is open.
function happened(events) {
    const mine = events.filter((event) => event.task === page.root.dataset.task);
    if (events.filter(({ task }) => parts.drop(task)).length) {
        prepareNext();
    }
    const left = mine.findLast((event) => event.kind === "task.status");
    if (left && page.form && !isBusy) {
        fault(`${left.actor.name} was first: it is decided. Your flags and notes are kept here; ] leads to the next task.`);
    } else if (mine.some((event) => event.kind === "asset.restored")) {
        go(location.href, { said: "A file was exchanged.", isNew: false });
    }
}

// The connection was away for too long to say what was missed; the server refuses what is stale.
function changedMeanwhile() {
    parts.drop("");
    prepareNext();
}

if (desk && stage.querySelector(".desk-page")) {
    keys.drawHelp(desk.querySelector("[data-desk-help-dialog]"));
    keys.obey(acts);
    mount(stage.querySelector(".desk-page"));
    document.addEventListener("click", pressed);
    stage.addEventListener("focusin", (event) => {
        const item = event.target.closest("[data-desk-item]");
        if (item && event.target === opener(item)) {
            players.preview(item);
        }
    });
    addEventListener("popstate", () => go(location.href, { isNew: false }));
    undo.watch({ undone: (url) => go(url, { said: "Taken back." }), refused: fault });
    listen(["task.status", "asset.restored"], happened, { since: desk.dataset.since, resync: changedMeanwhile });
    listenTo("presence", here.told);
    setInterval(() => due.refresh(stage), 20_000);
    page.items.focus();
    performance.mark("desk:usable");
}
