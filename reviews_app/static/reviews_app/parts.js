// The pages of tasks without their frame, fetched before they are wanted.

const ASKED = new Map();

export class SignedOut extends Error {}

async function fetchPart(url) {
    const address = new URL(url, location.href);
    address.searchParams.set("part", "1");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const text = await answer.text();
    if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    const holder = document.createElement("template");
    holder.innerHTML = text;
    const root = holder.content.querySelector(".desk-page");
    if (!root) {
        throw new SignedOut("This is no page of the desk.");
    }
    const place = new URL(answer.url);
    place.search = "";
    // Held on to until the page is shown, so that the browser keeps them decoded.
    const pictures = [...root.querySelectorAll("img")].map((image) => {
        const picture = new Image();
        picture.src = image.getAttribute("src");
        picture.decode().catch(() => {});
        return picture;
    });
    return { url: place.pathname, root, pictures };
}

function pathOf(url) {
    return new URL(url, location.href).pathname;
}

// Asks for a page once and keeps it until it is taken or dropped. `besides` is the task one is at,
// if any: the page is then drawn as if it were decided.
export function prepare(url, besides = "") {
    const path = url && pathOf(url);
    if (path && !ASKED.has(path)) {
        const part = fetchPart(`${path}?besides=${besides}`);
        part.catch(() => ASKED.delete(path));
        ASKED.set(path, part);
    }
}

export function take(url) {
    const path = pathOf(url);
    const part = ASKED.get(path) ?? fetchPart(url);
    ASKED.delete(path);
    return part;
}

// Whether the page of a task was kept; it is no longer.
export function drop(task) {
    return [...ASKED.keys()].filter((path) => path.includes(task) && ASKED.delete(path)).length > 0;
}
