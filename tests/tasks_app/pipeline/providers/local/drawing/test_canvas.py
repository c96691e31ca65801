from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tasks_app.pipeline.providers.local.drawing.canvas import Canvas, Paint, flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import rgb
from tasks_app.pipeline.providers.local.drawing.curves import box, ellipse, points
from tasks_app.pipeline.providers.local.drawing.pen import Pen

RED, WHITE = rgb("d03020"), rgb("ffffff")


def opaque() -> Canvas:
    return Canvas(120, 80, units_high=40, background=(0, 0, 0))


def transparent() -> Canvas:
    return Canvas(120, 80, units_high=40)


def inked(canvas: Canvas) -> tuple[int, int, int, int]:
    """Where at least half of each pixel is painted."""
    solid = canvas.picture().convert("L").point([255 if value > 40 else 0 for value in range(256)])
    return solid.getbbox() or (0, 0, 0, 0)


def test_units_follow_the_height_of_the_picture() -> None:
    canvas = opaque()

    assert (canvas.width, canvas.height, canvas.scale) == (60, 40, 2)


def test_a_shape_is_filled_where_it_lies_and_nowhere_else() -> None:
    canvas = opaque()

    canvas.fill(box(10, 10, 20, 20), flat(RED))

    picture = canvas.picture()
    assert picture.mode == "RGB"
    assert inked(canvas) == (20, 20, 40, 40)
    assert picture.getpixel((30, 30)) == RED


def test_edges_on_transparency_have_no_dark_fringe() -> None:
    canvas = transparent()

    canvas.ellipse(30, 20, 14.3, 14.3, flat(WHITE))

    pixels = np.asarray(canvas.picture())
    edge = pixels[(pixels[:, :, 3] > 20) & (pixels[:, :, 3] < 235)]
    assert len(edge) > 50
    assert int(edge[:, :3].min()) > 235


def test_what_is_not_drawn_on_stays_transparent() -> None:
    canvas = transparent()

    canvas.ellipse(30, 20, 10, 10, soft(RED))

    picture = canvas.picture(grain=3)
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0)) == (0, 0, 0, 0)
    assert picture.getchannel("A").getpixel((60, 40)) == 255


def test_bodies_are_lighter_towards_the_upper_left() -> None:
    canvas = opaque()

    canvas.ellipse(30, 20, 15, 15, Paint(color=RED, shade=0.4, light=0.4, reach=8))

    gray = np.asarray(canvas.picture().convert("L"), dtype=float)
    assert gray[20:30, 40:50].mean() > gray[50:60, 70:80].mean() + 25


def test_a_gradient_runs_from_top_to_bottom() -> None:
    canvas = opaque()

    canvas.fill(box(0, 0, 60, 40), Paint(color=WHITE, bottom=(0, 0, 0)))

    column = np.asarray(canvas.picture())[:, 60, 0].astype(int)
    assert column[2] > 240
    assert column[-3] < 15
    assert (np.diff(column) <= 0).all()


def test_drawing_inside_an_outline_keeps_to_it() -> None:
    canvas = opaque()

    with canvas.inside(box(20, 10, 40, 30)), canvas.inside(box(0, 0, 30, 40)):
        canvas.fill(box(0, 0, 60, 40), flat(RED))

    assert inked(canvas) == (40, 20, 60, 60)


def test_the_outline_is_forgotten_afterwards() -> None:
    canvas = opaque()

    with canvas.inside(box(20, 10, 30, 20)):
        canvas.fill(box(0, 0, 60, 40), flat(RED))
    canvas.fill(box(0, 0, 60, 40), flat(RED))

    assert inked(canvas) == (0, 0, 120, 80)


def test_a_ridge_fills_everything_below_its_line() -> None:
    canvas = opaque()

    canvas.ridge(np.array([10, 30], dtype=np.float32), flat(RED))

    picture = canvas.picture()
    assert picture.getpixel((1, 10)) == (0, 0, 0)
    assert picture.getpixel((1, 30)) == RED
    assert picture.getpixel((118, 50)) == (0, 0, 0)
    assert picture.getpixel((118, 70)) == RED


def test_a_glow_on_transparency_ends_before_the_edge() -> None:
    canvas = transparent()

    canvas.glow(30, 20, 500, WHITE, strength=0.9)

    alpha = np.asarray(canvas.picture().getchannel("A"))
    assert alpha[40, 60] > 200
    assert int(alpha[0].max()) == 0
    assert int(alpha[:, 0].max()) == 0


@pytest.mark.parametrize(
    "outline",
    [
        pytest.param(box(-900, -900, -800, -800), id="outside"),
        pytest.param(box(-900, 10, 900, 12), id="across"),
        pytest.param([], id="empty"),
        pytest.param([(5.0, 5.0), (5.0, 5.0)], id="a-point"),
    ],
)
def test_shapes_beyond_the_canvas_are_harmless(outline: list[tuple[float, float]]) -> None:
    canvas = opaque()

    canvas.fill(outline, soft(RED))

    assert canvas.picture().size == (120, 80)


def test_grain_changes_little_and_always_the_same() -> None:
    canvas = opaque()
    canvas.fill(box(0, 0, 60, 40), flat((120, 120, 120)))

    first, second = canvas.picture(grain=2), canvas.picture(grain=2)

    noise = np.asarray(first).astype(int) - 120
    assert first.tobytes() == second.tobytes()
    assert 1 < float(noise.std()) < 3
    assert abs(float(noise.mean())) < 0.3


def test_water_shows_what_is_above_it_upside_down() -> None:
    canvas = opaque()
    canvas.fill(box(0, 12, 60, 20), flat(RED))

    canvas.mirror_at(20, tint=(0, 0, 0), amount=0.2)

    below = canvas.picture().getpixel((60, 48))
    assert isinstance(below, tuple)
    assert below[0] > 120


def test_a_pen_draws_a_thing_moved_enlarged_and_mirrored() -> None:
    canvas = opaque()
    pen = Pen(canvas=canvas, x=30, y=20, size=2, mirrored=True)

    pen.moved(2, 0, size=0.5).fill(points("0,0 4,0 4,3 0,3"), flat(RED))

    assert inked(canvas) == (44, 40, 52, 46)


def test_a_turned_pen_turns_its_drawing() -> None:
    canvas = opaque()

    Pen(canvas=canvas, x=30, y=20, turn=90).fill(box(0, 0, 10, 2), flat(RED))

    assert inked(canvas) == (56, 40, 60, 60)


def test_ellipses_close_without_a_notch() -> None:
    canvas = opaque()

    canvas.fill(ellipse(30, 20, 10, 10), flat(WHITE))

    area = np.asarray(canvas.picture().convert("L"), dtype=float).sum() / 255
    assert area == pytest.approx(3.1416 * 20 * 20, rel=0.02)


def test_the_picture_is_an_image_of_its_own() -> None:
    canvas = transparent()
    canvas.ellipse(30, 20, 10, 10, flat(RED))

    first = canvas.picture()
    first.paste((0, 0, 0, 0), (0, 0, *first.size))

    assert isinstance(first, Image.Image)
    assert canvas.picture().getpixel((60, 40)) == (*RED, 255)
