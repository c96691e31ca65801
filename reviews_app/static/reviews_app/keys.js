// The table of shortcuts: from it keys are obeyed and the help is drawn.

export const SHORTCUTS = [
    { keys: ["ArrowLeft", "h"], shown: ["←", "h"], act: "left", does: "Item to the left" },
    { keys: ["ArrowRight", "l"], shown: ["→", "l"], act: "right", does: "Item to the right" },
    { keys: ["ArrowUp", "k"], shown: ["↑", "k"], act: "up", does: "Item above" },
    { keys: ["ArrowDown", "j"], shown: ["↓", "j"], act: "down", does: "Item below" },
    { keys: ["Enter"], shown: ["Enter"], act: "open", does: "Full size; in the film, go there" },
    { keys: [" "], shown: ["Space"], act: "play", does: "Play or pause" },
    { keys: ["b"], shown: ["b"], act: "before", does: "Before and after: the earlier take" },
    { keys: ["f"], shown: ["f"], act: "flag", does: "Flag it; in the film, pin a note to this moment" },
    { keys: ["c"], shown: ["c"], act: "clear", does: "Clear its flag and note" },
    { keys: ["1", "2", "3", "4", "5", "6"], shown: ["1", "…", "6"], act: "reason", does: "Flag it with a quick reason" },
    { keys: ["n"], shown: ["n"], act: "note", does: "Write a note; Escape leads back" },
    { keys: ["a"], shown: ["a"], act: "approve", does: "Approve all" },
    { keys: ["r"], shown: ["r"], act: "reject", does: "Reject" },
    { keys: ["u"], shown: ["u"], act: "undo", does: "Take the last decision back" },
    { keys: ["]"], shown: ["]"], act: "after", does: "Next task" },
    { keys: ["["], shown: ["["], act: "earlier", does: "Previous task" },
    { keys: ["?"], shown: ["?"], act: "help", does: "This list" },
];

const SWITCH = "desk:keys";
const BY_KEY = new Map(SHORTCUTS.flatMap((shortcut) => shortcut.keys.map((key) => [key, shortcut])));
const NATIVE = "button, summary, select, video, a:not(.desk-open)";

// Single keys can be switched off: whoever dictates would trigger them by speaking (WCAG 2.1.4).
function areOn() {
    return localStorage.getItem(SWITCH) !== "off";
}

function isTyping(target) {
    return target.matches("textarea, select, input:not([type=checkbox])");
}

// `acts` has a function for every `act` of the table; it gets the key. True stops the browser's own.
export function obey(acts) {
    document.addEventListener("keydown", (event) => {
        const target = event.target;
        if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (isTyping(target)) {
            if (event.key === "Escape" || (event.key === "Enter" && target.matches("input"))) {
                event.preventDefault();
                acts.back(target);
            }
            return;
        }
        const shortcut = BY_KEY.get(event.key);
        const isHelping = document.querySelector("[data-desk-help-dialog][open]") !== null;
        if (!shortcut || isHelping || (event.repeat && !/^Arrow/.test(event.key)) || !areOn()) {
            return;
        }
        if ((event.key === " " || event.key === "Enter") && target.closest(NATIVE)) {
            return;
        }
        event.preventDefault();
        acts[shortcut.act](event.key);
    });
}

export function drawHelp(dialog) {
    const list = dialog.querySelector("[data-desk-help-list]");
    for (const { shown, does } of SHORTCUTS) {
        const term = document.createElement("dt");
        term.append(...shown.flatMap((name) => [Object.assign(document.createElement("kbd"), { textContent: name }), " "]));
        list.append(term, Object.assign(document.createElement("dd"), { textContent: does }));
    }
    const toggle = dialog.querySelector("[data-desk-keys-on]");
    toggle.checked = areOn();
    toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
}
