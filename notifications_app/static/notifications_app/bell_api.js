// The calls of the bell: its list and the changes a person makes to it.

const PAGE = 20;

const root = document.getElementById("bell");

async function call(path, method = "GET") {
    const token = method === "GET" ? {} : { "X-CSRFToken": root.dataset.csrf };
    const answer = await fetch(`${root.dataset.notifications}${path}`, {
        method,
        headers: { Accept: "application/json", ...token },
        keepalive: method !== "GET", // following a link reads it and leaves the page
    });
    if (!answer.ok) {
        throw new Error(`The server answered ${answer.status}.`);
    }
    return answer.status === 204 ? null : answer.json();
}

// {notifications, next_cursor}; an empty cursor means the newest.
export const pageOf = (status, cursor) => call(`?limit=${PAGE}&status=${status}&cursor=${encodeURIComponent(cursor)}`);
export const move = (id, to) => call(`/${id}/${to}`, "PATCH");
export const readAll = () => call("/read-all", "PATCH");
export const see = () => call("/seen", "POST");
