from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.pipeline.providers.local.camera import (
    MOVES,
    chosen_move,
    eased,
    named_move,
    named_pace,
    window_at,
)

PROMPTS = ("zoom in", "pull back", "pan left fast", "tilt up", "handheld chase", "", "drifting fog")


@pytest.mark.parametrize(
    ("prompt", "move"),
    [
        ("Slow zoom in on the hero's face", "zoom in"),
        ("camera pushes closer", "zoom in"),
        ("Pull back to reveal the valley", "zoom out"),
        ("zoom out over the city", "zoom out"),
        ("The camera pans slowly left across the harbour", "pan left"),
        ("tracking shot moving right", "pan right"),
        ("Slow pan over the roofs", "pan right"),
        ("tilt down to the floor", "tilt down"),
        ("the balloon rises", "tilt up"),
        ("parallax drift", "drift"),
        ("handheld, following him", "handheld"),
        ("static shot", "hold"),
        ("zoom in, then pan left", "zoom in"),
        ("a quiet lake", None),
        ("", None),
        ("zoom in\nReviewer's note: pull back instead", "zoom out"),
        ("zoom in\nReviewer's note: too dark", "zoom in"),
    ],
)
def test_words_choose_the_move(prompt: str, move: str | None) -> None:
    assert named_move(prompt) == move


@pytest.mark.parametrize(
    ("prompt", "pace"),
    [("fast pan", 1.5), ("slowly", 0.75), ("pan", 1.0), ("fast\nReviewer's note: slower", 0.75)],
)
def test_words_choose_the_pace(prompt: str, pace: float) -> None:
    assert named_pace(prompt) == pace


def test_without_words_the_seed_chooses() -> None:
    moves = {repr(chosen_move("", seed=seed, seconds=10)) for seed in range(60)}

    assert len(moves) > len(MOVES) / 2


def test_the_same_seed_chooses_the_same() -> None:
    assert chosen_move("", seed=7, seconds=10) == chosen_move("", seed=7, seconds=10)


@given(
    prompt=st.sampled_from(PROMPTS),
    seed=st.integers(0, 2**32 - 1),
    seconds=st.floats(1, 20),
    progress=st.floats(0, 1),
)
def test_the_camera_never_looks_beside_the_picture(
    prompt: str, seed: int, seconds: float, progress: float
) -> None:
    window = window_at(chosen_move(prompt, seed=seed, seconds=seconds), progress, seconds=seconds)

    assert 0 < window.size <= 1
    assert 0 <= window.left <= 1 - window.size + 1e-9
    assert 0 <= window.top <= 1 - window.size + 1e-9


@pytest.mark.parametrize("name", sorted(MOVES))
def test_every_move_goes_on_all_the_time(name: str) -> None:
    windows = [window_at(MOVES[name], step / 50, seconds=10) for step in range(51)]

    changes = [
        abs(after.left - before.left) + abs(after.top - before.top) + abs(after.size - before.size)
        for before, after in itertools.pairwise(windows)
    ]
    # Of the width; half a pixel of 1920 in a fifth of a second.
    assert min(changes) > 0.5 / 1920


def test_a_move_begins_and_ends_where_it_should() -> None:
    assert (eased(0.0), eased(0.5), eased(1.0)) == (0.0, 0.5, 1.0)
