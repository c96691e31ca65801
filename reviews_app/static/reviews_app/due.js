// Keeps "due in 2 h" true while a page stays open; says the same as the filter `due_words`.

import { spanWords } from "../videogen/times.js";

export function refresh(root) {
    for (const time of root.querySelectorAll("time[data-due]")) {
        const left = (Date.parse(time.dateTime) - Date.now()) / 1000;
        time.textContent = left > 0 ? `due in ${spanWords(left)}` : `overdue by ${spanWords(-left)}`;
        time.closest(".desk-due").classList.toggle("is-overdue", left <= 0);
    }
}
