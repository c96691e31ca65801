"""Thumbnails: a picture of the video, the title large over it, the channel's color and emoji."""

from __future__ import annotations

import re
import threading
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from tasks_app.pipeline.providers.base import ErrorKind, Made, ProviderFailure, ThumbnailRequest
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.drawing.colors import (
    BLACK,
    Color,
    darker,
    from_hue,
    lighter,
    lightness_of,
    rgb,
)
from tasks_app.pipeline.providers.local.picture_files import (
    check_going,
    read_picture,
    write_picture,
)
from tasks_app.pipeline.text_drawing import TextBlock, draw_block, draw_emoji, fit_text

SIZE = (1280, 720)
# YouTube refuses thumbnails above 2 MB.
MOST_BYTES = 2_000_000
QUALITIES = (90, 80, 65, 45)
MARGIN, TEXT_WIDTH, TEXT_HEIGHT = 64, 640, 520
# How far the picture gives way to the title, in pixels.
ASIDE = 250
LARGEST, SMALLEST = 116, 24
HEX_COLOR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\Z")


def make_thumbnail(request: ThumbnailRequest, stop: threading.Event) -> Made:
    """Write the thumbnail into `request.output`: JPEG, 1280x720, less than 2 MB."""
    check_going(stop)
    rng = chance("thumbnail", request.title, request.seed)
    accent = accent_color(request.color, rng)
    picture = read_picture(request.picture, role="picture for the thumbnail").convert("RGB")
    block = fit_text(
        request.title, width=TEXT_WIDTH, height=TEXT_HEIGHT, largest=LARGEST, smallest=SMALLEST
    )
    check_going(stop)
    on_right = block is not None and block.right_to_left
    if block is None:
        canvas = covered(picture, BLACK, aside=0)
    else:
        veil = veil_color(accent)
        canvas = covered(picture, veil, aside=-ASIDE if on_right else ASIDE)
        canvas = with_panel(canvas, veil, on_right=on_right)
        place_title(canvas, block, accent)
    place_badge(canvas, request.emoji, accent, on_right=not on_right)
    check_going(stop)
    write_small(canvas, request)
    return Made()


def accent_color(text: str, rng: Random) -> Color:
    """The channel's color, or a lively one when it has none that can be read."""
    match = HEX_COLOR.match(text.strip())
    if match is None:
        return from_hue(rng.uniform(0, 360), lightness=0.62, chroma=0.15)
    digits = match.group(1)
    return rgb(digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def covered(picture: Image.Image, veil: Color, *, aside: int) -> Image.Image:
    """The picture over the whole thumbnail, moved aside to leave room for a title."""
    width, height = SIZE
    scale = max(width / picture.width, height / picture.height)
    wide, high = width / scale, height / scale
    left, top = (picture.width - wide) / 2, (picture.height - high) * 0.7
    box = (left, top, left + wide, top + high)
    fitted = picture.resize(SIZE, Image.Resampling.LANCZOS, box=box)
    rich = ImageEnhance.Contrast(ImageEnhance.Color(fitted).enhance(1.22)).enhance(1.06)
    canvas = Image.new("RGB", SIZE, veil)
    canvas.paste(rich, (aside, 0))
    return canvas


def with_panel(canvas: Image.Image, veil: Color, *, on_right: bool) -> Image.Image:
    """A dark veil behind the title that fades into the picture."""
    width, height = SIZE
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    # Opaque up to where the picture begins, gone at three quarters of the width, a little slanted.
    reach = (x + (y - 0.5) * 0.1 - 0.26) / 0.46
    amount = 1 - np.clip(reach, 0, 1) ** 1.4
    mask = Image.fromarray((np.broadcast_to(amount, (height, width)) * 255).astype(np.uint8))
    if on_right:
        mask = mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return Image.composite(Image.new("RGB", SIZE, veil), canvas, mask)


def veil_color(accent: Color) -> Color:
    """The channel's color, dark enough for white letters."""
    dark = darker(accent, 0.72)
    # A pale accent darkens to grey of middle lightness, on which white letters would be lost.
    return dark if lightness_of(dark) < 0.3 else darker(dark, 0.3)


def place_title(canvas: Image.Image, block: TextBlock, accent: Color) -> None:
    """The title with a shadow, and a bar in the channel's color beside it."""
    left = SIZE[0] - MARGIN - TEXT_WIDTH if block.right_to_left else MARGIN
    top = (SIZE[1] - block.height) // 2
    shadow = Image.new("RGB", SIZE, (0, 0, 0))
    draw_block(shadow, block, left=left + 3, top=top + 6, width=TEXT_WIDTH, color="white")
    mask = (
        shadow.convert("L")
        .filter(ImageFilter.GaussianBlur(7))
        .point([v * 3 // 4 for v in range(256)])
    )
    canvas.paste((0, 0, 0), (0, 0, *SIZE), mask)
    draw_block(canvas, block, left=left, top=top, width=TEXT_WIDTH, color="white")
    bar = SIZE[0] - 30 if block.right_to_left else 16
    bright = accent if lightness_of(accent) > 0.5 else lighter(accent, 0.4)
    ImageDraw.Draw(canvas).rounded_rectangle(
        (bar, top + 6, bar + 14, top + block.height - 6), 7, fill=bright
    )


def place_badge(canvas: Image.Image, emoji: str, accent: Color, *, on_right: bool) -> None:
    """The channel's emoji on a disc of its color; a plain strip when the fonts lack it."""
    x, y, radius = (SIZE[0] - 104 if on_right else 104), SIZE[1] - 104, 68
    disc = Image.new("RGBA", (radius * 8, radius * 8), (0, 0, 0, 0))
    ImageDraw.Draw(disc).ellipse((0, 0, disc.width - 1, disc.height - 1), fill="white")
    ring = radius * 4 // 11
    ImageDraw.Draw(disc).ellipse((ring, ring, disc.width - ring, disc.height - ring), fill=accent)
    badge = disc.reduce(4)
    if draw_emoji(badge, emoji, center=(radius, radius), size=round(radius * 1.12)):
        shadow = Image.new("L", SIZE, 0)
        ImageDraw.Draw(shadow).ellipse(
            (x - radius, y - radius + 6, x + radius, y + radius + 6), fill=150
        )
        canvas.paste((0, 0, 0), (0, 0, *SIZE), shadow.filter(ImageFilter.GaussianBlur(9)))
        canvas.paste(badge, (x - radius, y - radius), badge)
    ImageDraw.Draw(canvas).rectangle((0, SIZE[1] - 12, SIZE[0], SIZE[1]), fill=accent)


def write_small(canvas: Image.Image, request: ThumbnailRequest) -> None:
    """Write with the best quality that stays below the limit."""
    for quality in QUALITIES:
        write_picture(canvas, request.output, kind="JPEG", quality=quality, optimize=True)
        if request.output.stat().st_size < MOST_BYTES:
            return
    request.output.unlink()
    raise ProviderFailure(
        "The thumbnail does not fit into 2 MB; choose a calmer picture for it.",
        kind=ErrorKind.INVALID_INPUT,
    )
