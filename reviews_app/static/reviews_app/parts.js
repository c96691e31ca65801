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
    place.searchParams.delete("part");
    // Held on to until the page is shown, so that the browser keeps them decoded.
    const pictures = [...root.querySelectorAll("img")].map((image) => {
        const picture = new Image();
        picture.src = image.getAttribute("src");
        picture.decode().catch(() => {});
        return picture;
    });
    return { url: place.pathname + place.search, root, pictures };
}

// A promise of the part; asked for once and then kept until it is taken or dropped.
export function prepare(url) {
    if (url && !ASKED.has(url)) {
        const part = fetchPart(url);
        part.catch(() => ASKED.delete(url));
        ASKED.set(url, part);
    }
}

export function take(url) {
    const part = ASKED.get(url) ?? fetchPart(url);
    ASKED.delete(url);
    return part;
}

export function drop() {
    ASKED.clear();
}
