// The one socket of a page. `listen` gets events in the order in which they were committed, none
// twice; after a lost connection what was missed comes first (docs/live.md).

import { backoff } from "./backoff.js";

const SILENCE_MS = 40_000; // the server says something every 25 s
const CHECK_MS = 5_000;
const ANSWER_MS = 4_000;
const NOT_SIGNED_IN = 4401;
const FINAL = new Set([NOT_SIGNED_IN, 4403]);

const listeners = new Set();
const watchers = new Set();
const greeters = new Set();
const pauses = backoff();

let socket = null;
let state = "connecting";
let lastId = null; // the newest event that is known, to the socket or to the page
let heardAt = 0;
let retry = 0;
let isWanted = false;
let hadRightsChanged = false;

// Tells a callback about events of some kinds ("*" for all, "task.*" for a family). It gets a list
// that is never empty, one call at a time; when it fails the same events come again.
// since:  the id for which the page is true; older events are left out.
// resync: called when the server cannot say what was missed: draw everything anew.
// pace:   what comes within so many milliseconds after a call is told by one more call.
// eager:  also while the tab is hidden; otherwise events wait until it is shown.
export function listen(kinds, callback, { since = null, resync = callback, pace = 1_000, eager = false } = {}) {
    const listener = { isFor: matcher(kinds), callback, resync, pace, eager, since: Number(since ?? 0) };
    Object.assign(listener, { waiting: [], isLost: false, isBusy: false, pauses: backoff() });
    listeners.add(listener);
    if (since !== null && !socket) {
        lastId = lastId === null ? listener.since : Math.min(lastId, listener.since);
    }
    want();
    return () => listeners.delete(listener);
}

// Short-lived messages that are no events, by their type ("presence").
export function listenTo(type, callback) {
    const greeter = { type, callback };
    greeters.add(greeter);
    want();
    return () => greeters.delete(greeter);
}

// Called with "connecting", "open", "lost" or "signed-out", now and whenever it changes.
export function onState(callback) {
    watchers.add(callback);
    callback(state);
    return () => watchers.delete(callback);
}

function matcher(kinds) {
    const exact = new Set(kinds);
    const families = kinds.filter((kind) => kind.endsWith("*")).map((kind) => kind.slice(0, -1));
    return (kind) => exact.has(kind) || families.some((family) => kind.startsWith(family));
}

// All modules of a page say what they listen for before the socket opens.
function want() {
    if (!isWanted) {
        isWanted = true;
        setTimeout(open);
    }
}

function open() {
    clearTimeout(retry);
    if (socket) {
        return;
    }
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const query = lastId === null ? "" : `?since=${lastId}`;
    socket = new WebSocket(`${scheme}//${location.host}/ws/live${query}`);
    socket.addEventListener("message", hear);
    socket.addEventListener("close", closed);
    heardAt = Date.now();
}

function hear({ data, target }) {
    if (target !== socket) {
        return;
    }
    heardAt = Date.now();
    const message = JSON.parse(data);
    if (message.type === "hello") {
        lastId ??= message.last_id;
        pauses.reset();
    }
    become("open"); // with the first word, and after a moment offline that the socket outlived
    if (message.type === "resync") {
        lastId = message.last_id;
        lose();
    } else if (message.type === "event") {
        take(message);
    } else {
        greeters.forEach(({ type, callback }) => type === message.type && callback(message));
    }
    if (message.type === "hello" && hadRightsChanged) {
        hadRightsChanged = false;
        lose();
    }
}

function take(event) {
    if (event.id <= lastId) {
        return;
    }
    lastId = Math.max(lastId, event.id);
    for (const listener of listeners) {
        if (event.id > listener.since && listener.isFor(event.kind)) {
            listener.waiting.push(event);
            deliver(listener);
        }
    }
}

function lose() {
    for (const listener of listeners) {
        listener.isLost = true;
        deliver(listener);
    }
}

async function deliver(listener) {
    if (listener.isBusy || (document.hidden && !listener.eager)) {
        return;
    }
    listener.isBusy = true;
    await null; // events that came together are told together
    while ((listener.waiting.length || listener.isLost) && !(document.hidden && !listener.eager)) {
        const { isLost, waiting: events } = listener;
        Object.assign(listener, { waiting: [], isLost: false });
        try {
            await (isLost ? listener.resync([]) : listener.callback(events));
            listener.pauses.reset();
            await sleep(listener.pace);
        } catch {
            // The server is restarting, or the network is away: the same again, later.
            listener.waiting.unshift(...events);
            listener.isLost ||= isLost;
            await sleep(listener.pauses.next());
        }
    }
    listener.isBusy = false;
}

function sleep(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function closed({ code, target }) {
    if (target !== socket) {
        return;
    }
    socket = null;
    hadRightsChanged ||= code === 4409;
    if (FINAL.has(code)) {
        become("signed-out");
        return;
    }
    become("lost");
    retry = setTimeout(open, pauses.next());
}

// A connection that died without a word: forget it without waiting for its farewell.
function drop() {
    const dead = socket;
    socket = null;
    dead?.close();
    become("lost");
    open();
}

function become(next) {
    if (next !== state) {
        state = next;
        watchers.forEach((callback) => callback(state));
    }
}

// Whether somebody is still there is asked when there is reason to doubt it.
function doubt() {
    if (!isWanted || state === "signed-out") {
        return;
    }
    if (socket?.readyState !== WebSocket.OPEN) {
        pauses.reset();
        open();
        return;
    }
    const asked = Date.now();
    socket.send('{"type":"ping"}');
    setTimeout(() => heardAt < asked && socket?.readyState === WebSocket.OPEN && drop(), ANSWER_MS);
}

setInterval(() => socket && Date.now() - heardAt > SILENCE_MS && drop(), CHECK_MS);
addEventListener("online", doubt);
addEventListener("offline", () => state === "open" && become("lost"));
addEventListener("pageshow", (event) => event.persisted && doubt());
document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
        doubt();
        listeners.forEach(deliver);
    }
});
