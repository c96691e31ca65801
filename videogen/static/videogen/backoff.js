// Pauses between attempts: twice as long each time, at most half a minute, and never the same for
// everybody, so that a restarted server is not asked by all pages in the same second.

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

export function backoff() {
    let attempt = 0;
    return {
        next() {
            const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
            attempt += 1;
            return whole * (0.5 + Math.random() / 2);
        },
        reset() {
            attempt = 0;
        },
    };
}
