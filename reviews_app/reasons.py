"""What is wrong most of the time, one digit key each. They go into prompts, so they are plain."""

from __future__ import annotations

from tasks_app.statuses import GateName

QUICK_REASONS: dict[GateName, tuple[str, ...]] = {
    GateName.ASSETS: (
        "Wrong style",
        "Not what was asked for",
        "Wrong anatomy",
        "Letters in the picture",
        "Too dark",
        "Does not match the others",
    ),
    GateName.VIDEO: (
        "Movement is jerky",
        "Things melt or change shape",
        "Wrong movement",
        "Too dark",
        "Does not match the picture",
        "Nothing moves",
    ),
    GateName.AUDIO: (
        "Wrong word or name",
        "Too fast",
        "Too slow",
        "Noise or clicks",
        "Wrong tone of voice",
        "Cut off",
    ),
    GateName.FINAL: (
        "Picture does not fit the words",
        "Things melt or change shape",
        "Wrong word or name",
        "Effect too loud",
        "Bad cut",
        "Too dark",
    ),
}
