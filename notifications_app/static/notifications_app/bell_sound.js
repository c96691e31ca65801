// A short sound, only for those who asked for it, and from one of their tabs only.

const KEY = "videogen.bell.sound";
const PAUSE_MS = 5_000;
const NOTES = [
    [880, 0],
    [1175, 0.12],
];

let context = null;

export function isOn() {
    return localStorage.getItem(KEY) === "on";
}

export function turn(on) {
    localStorage.setItem(KEY, on ? "on" : "off");
    if (on) {
        sound(); // what one has chosen; browsers allow sound only after a click
    }
}

// The lock is held for a while, so that neither other tabs nor the next notification ring again.
export function ring() {
    if (isOn()) {
        navigator.locks?.request(KEY, { ifAvailable: true }, async (lock) => {
            if (lock) {
                sound();
                await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
            }
        });
    }
}

function sound() {
    context ??= new AudioContext();
    if (context.state === "suspended") {
        context.resume();
    }
    for (const [frequency, after] of NOTES) {
        const begin = context.currentTime + after;
        const tone = new OscillatorNode(context, { frequency });
        const volume = new GainNode(context, { gain: 0 });
        volume.gain.setValueAtTime(0.0001, begin);
        volume.gain.exponentialRampToValueAtTime(0.12, begin + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.5);
        tone.connect(volume).connect(context.destination);
        tone.start(begin);
        tone.stop(begin + 0.5);
    }
}
