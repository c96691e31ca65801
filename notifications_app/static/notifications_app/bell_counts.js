// How many are new: on the button, in the title of the tab, and beside the filter.

const MOST_SHOWN = 99;
const COUNTED = /^\(\d+\+?\) /;

const button = document.querySelector("#bell [data-button]");
const badge = document.querySelector("#bell [data-badge]");
const panel = document.getElementById("bell-panel");

let unseen = 0;

const short = (number) => (number > MOST_SHOWN ? `${MOST_SHOWN}+` : String(number));

export function hasUnseen() {
    return unseen > 0;
}

export function count({ unread_count: unread, unseen_count: next }) {
    unseen = next;
    badge.hidden = unseen === 0;
    badge.textContent = short(unseen);
    const words = [unseen && `${unseen} new`, unread && `${unread} unread`].filter(Boolean);
    button.setAttribute("aria-label", ["Notifications", ...words].join(", "));
    panel.querySelector("[data-read-all]").disabled = unread === 0;
    panel.querySelector("[data-unread]").textContent = unread ? ` ${short(unread)}` : "";
    retitle();
}

// The badge goes at once; the server's answer to "seen" comes as an event.
export function clearBadge() {
    unseen = 0;
    badge.hidden = true;
    retitle();
}

function retitle() {
    const plain = document.title.replace(COUNTED, "");
    const wanted = unseen ? `(${short(unseen)}) ${plain}` : plain;
    if (document.title !== wanted) {
        document.title = wanted;
    }
}

// Pages that change without loading give themselves another title.
export function keepTitle() {
    new MutationObserver(retitle).observe(document.querySelector("title"), { childList: true });
}
