from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.pipeline.timeline import (
    GAP_SECONDS,
    SLOWEST,
    ScenePlan,
    Timeline,
    clip_speed,
    scene_seconds,
    speech_offset,
    timeline,
)

LENGTHS = st.floats(0.3, 30)
PLANS = st.builds(
    ScenePlan, clip_seconds=LENGTHS, narration_seconds=LENGTHS, effect_seconds=LENGTHS
)


def plan(clip: float, narration: float, effect: float = 0.0) -> ScenePlan:
    return ScenePlan(clip_seconds=clip, narration_seconds=narration, effect_seconds=effect)


def three_scenes() -> Timeline:
    plans = [plan(10, 6.3, 8), plan(10, 7.3, 5), plan(10, 5.3)]
    return timeline(plans, fps=30, intro_seconds=3.02, outro_seconds=2.0)


@pytest.mark.parametrize(
    ("clip", "narration", "scene"),
    [
        pytest.param(10, 6.3, 7.0, id="narration and both gaps"),
        pytest.param(10, 6.301, 7 + 1 / 30, id="up to the next frame"),
        pytest.param(10, 9.6, 10.0, id="gaps shrink, the clip does not grow"),
        pytest.param(10, 10.0, 10.0, id="no gap left"),
        pytest.param(10, 12.5, 12.5, id="narration outlasts the clip"),
        pytest.param(10, 0.0, 0.7, id="nothing said"),
    ],
)
def test_length_of_a_scene(clip: float, narration: float, scene: float) -> None:
    assert scene_seconds(plan(clip, narration), fps=30) == pytest.approx(scene)


@pytest.mark.parametrize(
    ("scene", "narration", "offset"),
    [(7.0, 6.3, 0.35), (10.0, 9.6, 0.2), (10.0, 10.0, 0.0), (9.0, 2.0, GAP_SECONDS)],
)
def test_speech_begins_after_a_gap(scene: float, narration: float, offset: float) -> None:
    assert speech_offset(scene, narration) == pytest.approx(offset)


@pytest.mark.parametrize(
    ("clip", "scene", "speed"), [(10, 7, 1.0), (10, 12.5, 0.8), (5, 20, SLOWEST)]
)
def test_a_short_clip_is_slowed_down_to_a_limit(clip: float, scene: float, speed: float) -> None:
    assert clip_speed(clip, scene) == pytest.approx(speed)


@given(plans=st.lists(PLANS, max_size=20), fps=st.sampled_from([24, 25, 30, 60]))
def test_parts_follow_each_other_on_whole_frames(plans: list[ScenePlan], fps: int) -> None:
    cut = timeline(plans, fps=fps, intro_seconds=2.5, outro_seconds=1.0)

    spans = [cut.intro, *(placed.scene for placed in cut.scenes), cut.outro]
    assert all(
        left.end == pytest.approx(right.start, abs=1e-6)
        for left, right in itertools.pairwise(spans)
    )
    assert all(span.end * fps == pytest.approx(round(span.end * fps), abs=1e-6) for span in spans)


@given(plans=st.lists(PLANS, min_size=1, max_size=20))
def test_narrations_lie_inside_their_scenes(plans: list[ScenePlan]) -> None:
    cut = timeline(plans, fps=30)

    assert all(
        placed.scene.start <= placed.narration.start + 1e-6
        and placed.narration.end <= placed.scene.end + 1e-6
        for placed in cut.scenes
    )


def test_length_of_the_whole_cut_is_known_beforehand() -> None:
    assert three_scenes().seconds == pytest.approx(3.0333 + 7 + 8 + 6 + 2, abs=1e-3)


def test_an_effect_ends_with_its_scene() -> None:
    first, second, third = three_scenes().scenes

    assert first.effect is not None
    assert first.effect.end == first.scene.end
    assert second.effect is not None
    assert second.effect.seconds == pytest.approx(5)
    assert third.effect is None


@pytest.mark.parametrize(
    ("moment", "index"),
    [(0.0, None), (3.0, None), (3.1, 1), (10.1, 2), (18.1, 3), (24.1, None), (99.0, None)],
)
def test_what_plays_at_a_moment(moment: float, index: int | None) -> None:
    placed = three_scenes().playing_at(moment)

    assert (placed.index if placed else None) == index
