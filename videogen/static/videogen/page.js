// What every page does: ages stay true, an open filter closes when one clicks beside it.

import { refreshAges } from "./times.js";

const AGES_EVERY_MS = 20_000;

setInterval(refreshAges, AGES_EVERY_MS);

document.addEventListener("click", (event) => {
    for (const filter of document.querySelectorAll("details.list-filter[open]")) {
        if (!filter.contains(event.target)) {
            filter.open = false;
        }
    }
});

document.addEventListener("keydown", (event) => {
    const filter = event.key === "Escape" && document.querySelector("details.list-filter[open]");
    if (filter) {
        filter.open = false;
        filter.querySelector("summary").focus();
    }
});
