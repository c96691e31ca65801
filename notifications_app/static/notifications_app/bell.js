// The bell on every page: how much is new, the list, and every change of it, the same in all tabs.

import { listen, listenTo } from "../videogen/live.js";
import { count, keepTitle } from "./bell_counts.js";
import { gather } from "./bell_news.js";
import { follow, put, refresh, startPanel } from "./bell_panel.js";

let countedAt = 0; // counts of older events are older than those of the greeting

function greeted(hello) {
    countedAt = hello.last_id;
    count(hello);
}

// In order: notifications that came, and what was done to some here or in another tab.
function take(events) {
    for (const { id, kind, data } of events) {
        if (id > countedAt) {
            count(data);
        }
        if (kind === "notification") {
            put(data.notification);
            gather(data.notification);
        } else {
            follow(data);
        }
    }
}

if (document.getElementById("bell")) {
    startPanel();
    keepTitle();
    listenTo("hello", greeted);
    listen(["notification", "inbox.changed"], take, { eager: true, pace: 0, resync: refresh });
}
