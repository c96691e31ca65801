"""Characters, props and environments, drawn from the words of a prompt.

The same prompt, seed and size give the same file, byte for byte. Any prompt works: what its words
do not decide is decided by a number made from it.
"""

from __future__ import annotations

import threading

from PIL import Image

from tasks_app.pipeline.providers.base import ErrorKind, ImageRequest, Made, ProviderFailure
from tasks_app.pipeline.providers.local.drawing.canvas import Canvas
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures.characters import draw_character
from tasks_app.pipeline.providers.local.objects.things import draw_thing, thing_named
from tasks_app.pipeline.providers.local.picture_files import (
    check_going,
    check_size,
    write_picture,
)
from tasks_app.pipeline.providers.local.scenery.places import paint_environment

# Larger pictures are drawn at this many pixels and enlarged: it bounds time and memory.
MOST_PIXELS_DRAWN = 1920 * 1080
# The box that figures and things are drawn in, with room for hats and glows, in units.
FIGURE_BOX, FIGURE_TOP = (800.0, 1120.0), 96.0
THING_BOX = 300.0
FIGURE_GRAIN = 1.6


def make_image(request: ImageRequest, stop: threading.Event) -> Made:
    """Draw the picture into `request.output`: RGBA for characters and props, else RGB."""
    check_size(request.width, request.height)
    draw = PAINTERS.get(request.kind)
    if draw is None:
        raise ProviderFailure(
            f'No image can be of the kind "{request.kind}": use character, prop or environment.',
            kind=ErrorKind.INVALID_INPUT,
        )
    check_going(stop)
    size = _drawn_size(request.width, request.height)
    picture = draw(request, size)
    if picture.size != (request.width, request.height):
        picture = picture.resize((request.width, request.height), Image.Resampling.LANCZOS)
    check_going(stop)
    write_picture(picture, request.output, kind="PNG")
    return Made()


def _drawn_size(width: int, height: int) -> tuple[int, int]:
    share = min(1.0, (MOST_PIXELS_DRAWN / (width * height)) ** 0.5)
    return max(1, round(width * share)), max(1, round(height * share))


def _environment(request: ImageRequest, size: tuple[int, int]) -> Image.Image:
    return paint_environment(request.prompt, seed=request.seed, width=size[0], height=size[1])


def _character(request: ImageRequest, size: tuple[int, int]) -> Image.Image:
    canvas = _transparent(size, FIGURE_BOX)
    lift = (canvas.height - FIGURE_BOX[1]) / 2
    pen = Pen(canvas=canvas, x=canvas.width / 2, y=lift + FIGURE_TOP)
    draw_character(pen, request.prompt, chance("character", request.prompt, request.seed))
    return _centered(canvas.picture(grain=FIGURE_GRAIN))


def _prop(request: ImageRequest, size: tuple[int, int]) -> Image.Image:
    canvas = _transparent(size, (THING_BOX, THING_BOX))
    pen = Pen(canvas=canvas, x=canvas.width / 2, y=canvas.height / 2)
    rng = chance("prop", request.prompt, request.seed)
    draw_thing(pen, thing_named(request.prompt, rng), rng)
    return _centered(canvas.picture(grain=FIGURE_GRAIN))


def _transparent(size: tuple[int, int], box: tuple[float, float]) -> Canvas:
    """A canvas on which the box just fits."""
    width, height = size
    return Canvas(width, height, units_high=max(box[1], box[0] * height / width))


def _centered(picture: Image.Image) -> Image.Image:
    """The same picture with what is visible in its middle."""
    visible = picture.getchannel("A").getbbox()
    if visible is None:
        return picture
    left = (picture.width - (visible[2] - visible[0])) // 2
    top = (picture.height - (visible[3] - visible[1])) // 2
    result = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    result.paste(picture.crop(visible), (left, top))
    return result


PAINTERS = {"character": _character, "prop": _prop, "environment": _environment}
