// Tells the others that this gate is open here, and shows who else has it open.

const EVERY_MS = 10_000;

let timer = 0;
let page = null;

async function beat(root, leaving = false) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("#desk [name=csrfmiddlewaretoken]").value);
    if (leaving) {
        body.set("leaving", "1");
    }
    const answer = await fetch(root.dataset.here, { method: "POST", body, keepalive: leaving });
    if (answer.ok && !leaving && root === page) {
        show((await answer.json()).others);
    }
}

// What another page has just said: who has this task open, oneself included.
export function told({ task, people }) {
    if (page?.dataset.task === task) {
        const me = document.getElementById("desk").dataset.me;
        show(people.filter((person) => person.id !== me).map((person) => person.name));
    }
}

function show(names) {
    const place = page?.querySelector("[data-desk-here]");
    if (place) {
        place.hidden = names.length === 0;
        place.textContent = names.join(", ");
    }
}

export function arrive(root) {
    page = root;
    clearInterval(timer);
    if (root.dataset.here) {
        beat(root).catch(() => {});
        timer = setInterval(() => document.hidden || beat(root).catch(() => {}), EVERY_MS);
    }
}

export function leave() {
    clearInterval(timer);
    if (page?.dataset.here) {
        beat(page, true).catch(() => {});
    }
    page = null;
}

addEventListener("pagehide", leave);
