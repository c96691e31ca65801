from __future__ import annotations

import pytest

from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    blob,
    box,
    ellipse,
    jagged,
    limb,
    mirrored,
    points,
    ribbon,
    rolling,
    smooth,
    star,
    symmetric,
    turned,
)


def spread(outline: Outline) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    return min(xs), min(ys), max(xs), max(ys)


def test_points_are_read_from_text() -> None:
    assert points("1,2 -3.5,4") == [(1.0, 2.0), (-3.5, 4.0)]


@pytest.mark.parametrize("closed", [True, False])
def test_a_smooth_curve_goes_through_its_points(*, closed: bool) -> None:
    marks = points("0,0 10,5 20,0 10,-8")

    assert set(marks) <= set(smooth(marks, closed=closed))


def test_a_symmetric_outline_is_its_own_mirror_image() -> None:
    outline = symmetric(points("0,-10 8,-4 6,7 0,9"))
    rounded = {(round(x, 6), round(y, 6)) for x, y in outline}

    assert {(round(x, 6), round(y, 6)) for x, y in mirrored(outline, 0)} == rounded


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        pytest.param(box(1, 2, 9, 7), (1, 2, 9, 7), id="box"),
        pytest.param(box(1, 2, 9, 7, round_by=2), (1, 2, 9, 7), id="round-box"),
        pytest.param(ellipse(5, 5, 4, 2), (1, 3, 9, 7), id="ellipse"),
        pytest.param(turned(box(0, 0, 4, 2), (0, 0), 90), (-2, 0, 0, 4), id="turned"),
        pytest.param(limb([(0, 0), (10, 0)], (4, 4)), (-2, -2, 12, 2), id="limb"),
        pytest.param(ribbon([(5, 0, 1), (5, 8, 5)]), (0, 0, 10, 8), id="ribbon"),
        pytest.param(star(0, 0, 10, 5, points=4), (-10, -10, 10, 10), id="star"),
    ],
)
def test_outlines_have_the_extent_asked_for(
    outline: Outline, expected: tuple[float, float, float, float]
) -> None:
    assert spread(outline) == pytest.approx(expected, abs=0.12)


def test_a_blob_stays_near_its_radius() -> None:
    left, top, right, bottom = spread(blob(chance("blob"), 0, 0, 10, 10, wobble=0.1))

    assert -12 < left < -8
    assert -12 < top < -8
    assert 8 < right < 12
    assert 8 < bottom < 12


def test_hills_swing_around_zero() -> None:
    heights = rolling(chance("hills"), 200, swing=50, waves=2)

    assert len(heights) == 200
    assert float(heights.min()) < 0 < float(heights.max())
    assert float(abs(heights).max()) < 60


def test_mountains_rise_above_zero() -> None:
    heights = jagged(chance("peaks"), 200, swing=100, peaks=4)

    assert len(heights) == 200
    assert -160 < float(heights.min()) < -45
    assert float(heights.max()) < 30
