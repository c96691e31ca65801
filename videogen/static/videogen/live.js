// Events as they happen. A page calls `listen` and need not know how they arrive: here by asking
// again and again from the last id on, so that none is missed and none comes twice.

const EVERY_MS = 2_000;
const SLOWEST_MS = 60_000;

// `url` answers {events, last_id} for ?since=; `onEvents` gets a list that is never empty.
// While the tab is hidden nothing is asked; what happened meanwhile comes with the next answer.
export function listen({ url, since, onEvents }) {
    let lastId = Number(since);
    let pause = EVERY_MS;
    let timer = 0;

    async function ask() {
        try {
            const answer = await fetch(`${url}?since=${lastId}`, { headers: { Accept: "application/json" } });
            if (answer.status === 401 || answer.status === 403) {
                return; // Signed out: the next click leads to the login.
            }
            if (!answer.ok) {
                throw new Error(`The server answered ${answer.status}.`);
            }
            const { events, last_id: newest } = await answer.json();
            if (events.length) {
                await onEvents(events);
            }
            lastId = Math.max(lastId, newest); // two questions may be under way
            pause = EVERY_MS;
        } catch {
            // The server is restarting, or the network is away: ask less often until it is back.
            pause = Math.min(pause * 2, SLOWEST_MS);
        }
        askLater();
    }

    function askLater() {
        clearTimeout(timer);
        if (!document.hidden) {
            timer = setTimeout(ask, pause);
        }
    }

    document.addEventListener("visibilitychange", () => {
        pause = EVERY_MS;
        clearTimeout(timer);
        if (!document.hidden) {
            ask();
        }
    });
    askLater();
}
