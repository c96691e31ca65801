from __future__ import annotations

import pytest

from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    from_hue,
    lighter,
    lightness_of,
    mix,
    rgb,
    times,
    turned,
)

COLORS = [rgb("d0493f"), rgb("3f7fb8"), rgb("808080"), rgb("f0d9a4")]


@pytest.mark.parametrize("code", ["#ff8000", "ff8000"])
def test_a_color_is_read_from_its_digits(code: str) -> None:
    assert rgb(code) == (255, 128, 0)


@pytest.mark.parametrize("color", COLORS)
def test_a_mix_begins_at_one_color_and_ends_at_the_other(color: Color) -> None:
    other = rgb("123456")

    assert mix(color, other, 0.0) == color
    assert mix(color, other, 1.0) == other


def test_halfway_between_blue_and_yellow_lies_no_grey() -> None:
    assert lightness_of(mix(rgb("0000ff"), rgb("ffff00"), 0.5)) == pytest.approx(0.71, abs=0.03)


@pytest.mark.parametrize("color", COLORS)
def test_shade_is_darker_and_light_is_lighter(color: Color) -> None:
    assert (
        lightness_of(darker(color, 0.3)) < lightness_of(color) < lightness_of(lighter(color, 0.3))
    )


@pytest.mark.parametrize("color", COLORS)
def test_a_full_turn_of_the_hue_changes_nothing(color: Color) -> None:
    assert turned(color, 360) == color


@pytest.mark.parametrize("hue", [0, 90, 180, 270])
def test_colors_by_hue_are_equally_light(hue: int) -> None:
    color = from_hue(hue, lightness=0.6, chroma=0.08)

    assert lightness_of(color) == pytest.approx(0.6, abs=0.01)


def test_red_light_takes_the_blue_out_of_a_color() -> None:
    assert times((200, 100, 50), (255, 0, 0)) == (200, 0, 0)
