// Notes pinned to moments of the film: a row of the form each, a mark on the timeline, and the clip
// that plays there. Which file is meant in the end is said by the server, by the same rule.

export class Pins {
    constructor(root, { items, changed, say }) {
        this.root = root;
        this.items = items;
        this.changed = changed;
        this.say = say;
        this.film = root.querySelector(".desk-player");
        this.on = null; // the chapter on the screen
        this.gone = null; // the one to which somebody has moved since the film was moved
        root.addEventListener("focusin", ({ target }) => (this.gone = target.closest("[data-start]") ?? this.gone));
        ["seeking", "play"].forEach((name) => this.film.addEventListener(name, () => (this.gone = null)));
        this.list = root.querySelector("[data-desk-pins]");
        this.row = root.querySelector("[data-desk-pin-row]");
        this.list?.querySelectorAll("[data-desk-pin]").forEach((row) => isEmpty(row) && row.remove());
        this.list?.addEventListener("input", () => this.touched());
        root.addEventListener("click", (event) => this.clicked(event));
        this.film.addEventListener("timeupdate", () => this.follow());
        this.follow();
    }

    clicked(event) {
        const remove = event.target.closest("[data-desk-pin-remove]");
        const mark = event.target.closest("[data-chapter]");
        if (remove) {
            remove.closest("[data-desk-pin]").remove();
            this.touched();
        } else if (event.target.closest("[data-desk-pin-add]")) {
            this.add();
        } else if (mark) {
            this.go(this.items.all[Number(mark.dataset.chapter) - 1]);
        }
    }

    // The moment one means: that of the film, or where the chapter begins to which one has moved.
    moment() {
        const now = this.film.currentTime;
        return !this.gone || holds(this.gone, now) ? now : Number(this.gone.dataset.start);
    }

    add(reason = "") {
        if (!this.list) {
            return;
        }
        const moment = this.moment();
        const row = this.row.content.firstElementChild.cloneNode(true);
        field(row, "at").value = clock(moment);
        field(row, "note").value = reason;
        this.list.append(row);
        this.film.pause();
        this.touched();
        const chapter = this.chapterAt(moment);
        this.say(`Pinned at ${clock(moment)}${chapter ? `, ${chapter.dataset.name}` : ""}`);
        if (!reason) {
            field(row, "note").focus();
        }
    }

    // Removes the pins of the chosen chapter.
    clear() {
        this.rows().filter((row) => this.chapterAt(seconds(row)) === this.items.current).forEach((row) => row.remove());
        this.touched();
    }

    rows() {
        return this.list ? [...this.list.querySelectorAll("[data-desk-pin]")] : [];
    }

    filled() {
        return this.rows().filter((row) => !isEmpty(row));
    }

    // One price for each file, however many notes there are on it.
    prices() {
        const files = this.filled().map((row) => {
            const part = field(row, "part").value;
            const chapter = part === "cut" ? null : this.chapterAt(seconds(row));
            return [`${chapter?.dataset.deskItem} ${part}`, Number(row.querySelector("option:checked").dataset.usd)];
        });
        return new Map(files).values();
    }

    chapterAt(moment) {
        return this.items.all.find((item) => item.dataset.start && holds(item, moment)) ?? null;
    }

    touched() {
        this.draw();
        this.changed();
    }

    draw() {
        const timeline = this.root.querySelector("[data-desk-timeline]");
        timeline?.querySelectorAll("[data-desk-pinned]").forEach((mark) => mark.remove());
        const chapters = this.items.all.filter((item) => item.dataset.start);
        chapters.forEach((item) => this.mark(item, []));
        const said = new Map();
        for (const row of this.filled()) {
            const at = seconds(row);
            const chapter = this.chapterAt(at);
            timeline?.append(pinMark(at));
            said.set(chapter, [...(said.get(chapter) ?? []), `${field(row, "part").value}: ${field(row, "note").value || "…"}`]);
        }
        said.forEach((words, chapter) => chapter && this.mark(chapter, words));
    }

    mark(chapter, words) {
        const mark = chapter.querySelector("[data-desk-mark]");
        mark.hidden = words.length === 0;
        mark.textContent = words.join("; ");
        chapter.classList.toggle("is-flagged", words.length > 0);
    }

    go(chapter) {
        if (chapter?.dataset.start) {
            this.film.currentTime = Number(chapter.dataset.start) + 0.01;
            this.film.play().catch(() => {});
        }
    }

    play() {
        this.film.paused ? this.film.play().catch(() => {}) : this.film.pause();
    }

    follow() {
        const now = this.film.currentTime;
        const line = this.root.querySelector("[data-desk-now]");
        line?.setAttribute("x1", now);
        line?.setAttribute("x2", now);
        const here = this.chapterAt(now);
        if (!here || here === this.on) {
            return;
        }
        this.on?.classList.remove("is-on");
        this.on = here;
        here.classList.add("is-on");
        this.items.choose(here);
        const list = here.parentElement;
        list.scrollTop = here.offsetTop - list.offsetTop - list.clientHeight / 3;
    }

    saved() {
        return this.filled().map((row) => ["at", "part", "note"].map((name) => field(row, name).value));
    }

    restore(pins) {
        for (const values of this.filled().length ? [] : pins) {
            const row = this.row.content.firstElementChild.cloneNode(true);
            ["at", "part", "note"].forEach((name, place) => (field(row, name).value = values[place]));
            this.list.append(row);
        }
        this.draw();
    }
}

function field(row, name) {
    return row.querySelector(`[name="pin-${name}"]`);
}

function isEmpty(row) {
    return !field(row, "at").value && !field(row, "note").value;
}

function seconds(row) {
    return field(row, "at").value.split(":").reduce((sum, part) => sum * 60 + Number(part.replace(",", ".")), 0);
}

function holds(chapter, moment) {
    return Number(chapter.dataset.start) <= moment && moment < Number(chapter.dataset.end);
}

function clock(moment) {
    const tenths = Math.floor(moment * 10);
    return `${Math.floor(tenths / 600)}:${String((tenths % 600) / 10).padStart(tenths % 10 ? 4 : 2, "0")}`;
}

function pinMark(at) {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "line");
    Object.entries({ x1: at, x2: at, y1: 0, y2: 12, class: "desk-pinned" }).forEach(([name, value]) => mark.setAttribute(name, value));
    mark.dataset.deskPinned = "";
    return mark;
}
