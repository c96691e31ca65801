// What somebody has typed and not sent yet: flags, notes and pins of each gate, so that neither a
// reload nor a look at another task loses it.

function keyOf(root) {
    return `desk:${root.dataset.task}:${root.dataset.gate}`;
}

function fields(root) {
    return root.querySelectorAll('input[name="flag"], input[name^="note-"], textarea[name="note"]');
}

export function save(root, pins) {
    const draft = { fields: {}, pins };
    for (const field of fields(root)) {
        if (field.type === "checkbox" ? field.checked : field.value) {
            draft.fields[field.type === "checkbox" ? `flag-${field.value}` : field.name] = field.value;
        }
    }
    if (Object.keys(draft.fields).length || pins.length) {
        sessionStorage.setItem(keyOf(root), JSON.stringify(draft));
    } else {
        forget(root);
    }
}

function stored(root) {
    return JSON.parse(sessionStorage.getItem(keyOf(root)) ?? '{"fields": {}, "pins": []}');
}

// Once sent, a draft is kept for as long as the decision can be taken back.
export function sent(root, seconds) {
    const until = Date.now() + seconds * 1000;
    sessionStorage.setItem(keyOf(root), JSON.stringify({ ...stored(root), until }));
}

// Fills the fields and returns the pins; what the server has sent filled in stays.
export function restore(root) {
    if (stored(root).until < Date.now()) {
        forget(root);
    }
    const draft = stored(root);
    for (const field of fields(root)) {
        if (field.type === "checkbox") {
            field.checked ||= `flag-${field.value}` in draft.fields;
        } else {
            field.value ||= draft.fields[field.name] ?? "";
        }
    }
    return draft.pins;
}

function forget(root) {
    sessionStorage.removeItem(keyOf(root));
}
