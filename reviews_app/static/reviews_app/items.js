// The files of a gate: which one is current, moving between them, flags and their reasons.

export const WIDE = matchMedia("(min-width: 1100px)"); // as in items.css
const FLAG = 'input[name="flag"]';

export class Items {
    // `changed` is called after every change of a flag or a reason.
    constructor(root, { changed, say }) {
        this.all = [...root.querySelectorAll("[data-desk-item]")];
        this.changed = changed;
        this.say = say;
        this.current = null;
        for (const item of this.all) {
            opener(item).tabIndex = -1;
            // Between the press and the click nothing may move, so fingers choose by clicking.
            item.addEventListener("focusin", ({ target }) => (WIDE.matches || target.matches(":focus-visible")) && this.choose(item));
            item.addEventListener("input", () => this.touched(item));
            this.draw(item);
        }
        // Where the panel stands between the tiles, they must not move before somebody asks.
        if (this.all.length && WIDE.matches) {
            this.choose(this.all[0]);
        } else if (this.all.length) {
            opener(this.all[0]).tabIndex = 0;
        }
    }

    choose(item) {
        if (item === this.current) {
            return;
        }
        this.current?.classList.remove("is-current");
        if (this.current) {
            opener(this.current).tabIndex = -1;
        }
        this.current = item;
        item.classList.add("is-current");
        opener(item).tabIndex = 0;
    }

    focus(item = this.current) {
        if (item) {
            opener(item).focus({ preventScroll: true });
            item.scrollIntoView({ block: "nearest" });
        }
    }

    step(by) {
        if (!this.current) {
            this.focus(this.all[0]);
            return;
        }
        const at = this.all.indexOf(this.current) + by;
        if (at >= 0 && at < this.all.length) {
            this.focus(this.all[at]);
        }
    }

    // The nearest one in the next row, as eyes would find it.
    row(direction) {
        if (!this.current) {
            this.focus(this.all[0]);
            return;
        }
        const here = opener(this.current).getBoundingClientRect();
        const middle = here.left + here.width / 2;
        const ways = this.all
            .map((item) => [item, opener(item).getBoundingClientRect()])
            .filter(([, place]) => direction * (place.top - here.top) > here.height / 3)
            .map(([item, place]) => [item, Math.abs(place.top - here.top) * 10 + Math.abs(place.left + place.width / 2 - middle)]);
        if (ways.length) {
            this.focus(ways.reduce((best, way) => (way[1] < best[1] ? way : best))[0]);
        }
    }

    flag(reason = "") {
        const box = this.current?.querySelector(FLAG);
        if (!box) {
            return;
        }
        box.checked = true;
        const note = noteOf(this.current);
        if (reason && !note.value.includes(reason)) {
            note.value = note.value ? `${note.value}; ${reason}` : reason;
        }
        this.touched(this.current);
        this.say(`${this.current.dataset.name} is flagged${note.value ? `: ${note.value}` : ""}`);
    }

    clear() {
        const box = this.current?.querySelector(FLAG);
        if (!box) {
            return;
        }
        box.checked = false;
        noteOf(this.current).value = "";
        this.touched(this.current);
        this.say(`${this.current.dataset.name} is not flagged`);
    }

    touched(item) {
        const note = noteOf(item);
        if (note?.value && document.activeElement === note) {
            item.querySelector(FLAG).checked = true;
        }
        this.draw(item);
        this.changed();
    }

    draw(item) {
        const box = item.querySelector(FLAG);
        if (box) {
            const mark = item.querySelector("[data-desk-mark]");
            mark.hidden = !box.checked;
            mark.textContent = noteOf(item).value || "Make again";
            item.classList.toggle("is-flagged", box.checked);
        }
    }

    drawAll() {
        this.all.forEach((item) => this.draw(item));
    }

    flagged() {
        return this.all.filter((item) => item.querySelector(FLAG)?.checked);
    }
}

export function opener(item) {
    return item.querySelector(".desk-open");
}

export function noteOf(item) {
    return item.querySelector('input[name^="note-"]');
}

// The takes of an item, the current one first.
export function takesOf(item) {
    const now = { url: item.dataset.url, preview: item.dataset.preview, words: "" };
    const earlier = [...item.querySelectorAll("[data-desk-earlier]")].map((take) => ({
        url: take.dataset.url,
        preview: take.dataset.preview,
        words: `take ${take.dataset.take}, before`,
    }));
    return [now, ...earlier];
}

// Shows the earlier take in place of the current one, or the current one again.
export function toggleBefore(item) {
    const picture = item.querySelector(".desk-open img");
    const takes = takesOf(item);
    if (!picture || takes.length < 2 || !takes[1].preview) {
        return false;
    }
    const isBefore = item.classList.toggle("is-before");
    picture.src = takes[isBefore ? 1 : 0].preview;
    item.dataset.before = isBefore ? takes[1].words : "";
    return true;
}
