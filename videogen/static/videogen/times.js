// Keeps "how long ago" true while a page stays open; says the same as `marks.span_words`.

export function spanWords(seconds) {
    const minutes = Math.max(0, Math.floor(seconds / 60));
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor(minutes / 60) % 24;
    if (days) {
        return hours && days < 10 ? `${days} d ${hours} h` : `${days} d`;
    }
    if (hours) {
        return `${hours} h ${minutes % 60} min`;
    }
    return minutes ? `${minutes} min` : "<1 min";
}

export function refreshAges(root = document) {
    for (const time of root.querySelectorAll("time[data-age]")) {
        const words = spanWords((Date.now() - Date.parse(time.dateTime)) / 1000);
        if (time.textContent !== words) {
            time.textContent = words;
        }
    }
}
