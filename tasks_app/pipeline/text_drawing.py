"""Text on pictures with the bundled fonts: measured, wrapped, shrunk to fit, painted.

Any text is accepted. What the fonts lack is left out, so no empty boxes appear; when nothing
remains, there is no block to draw.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from tasks_app.pipeline.text_runs import (
    EMOJI,
    FONT_DIR,
    FONT_FILE,
    Run,
    Typeface,
    clusters,
    drawable,
    is_right_to_left,
    order_for,
    runs,
)

__all__ = ["FONT_DIR", "FONT_FILE", "TextBlock", "draw_block", "draw_emoji", "drawable", "fit_text"]

# Widths grow in proportion to the size, so everything is measured once, at this one.
MEASURED_SIZE = 100
# The bitmaps of the emoji font exist in this size only, 136 x 128 pixels each.
EMOJI_SIZE, EMOJI_BOX, EMOJI_BASELINE = 109, (136, 128), 101
EMOJI_SCALE = 0.94
SHRINK = 0.95
# Widths of words are added up; what a shaper does between them is left this much room.
NEARLY = 0.985
ELLIPSIS = "…"
# Chinese and Japanese may break between any two characters; Korean breaks at its spaces.
BREAKABLE = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))
NO_LINE_START = frozenset("、。，．：；！？）」』】》〉・ー…,.!?:;)]}%”’")
CAN_SHAPE = bool(features.check("raqm"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """Lines of text at a size that fits the box they were made for."""

    lines: tuple[str, ...]
    size: int
    line_height: int
    right_to_left: bool
    order: tuple[Typeface, ...]

    @property
    def height(self) -> int:
        return self.line_height * len(self.lines)

    @property
    def width(self) -> int:
        return max(math.ceil(self.line_width(line)) for line in self.lines)

    def line_width(self, line: str) -> float:
        return _line_width(line, self.order) * self.size / MEASURED_SIZE


def fit_text(
    text: str, *, width: int, height: int, largest: int, smallest: int
) -> TextBlock | None:
    """The text in balanced lines, as large as the box allows; None when nothing is drawable.

    At the smallest size, lines that still do not fit give way to an ellipsis.
    """
    shown = drawable(text)
    if not shown:
        return None
    wrapping = _Wrapping(shown)
    size = wrapping.start_size(width=width, largest=largest, smallest=smallest)
    while size > smallest and wrapping.height(width, size) > height:
        size = max(smallest, int(size * SHRINK))
    line_height = math.ceil(size * wrapping.leading)
    lines = wrapping.balanced(width / size * MEASURED_SIZE)
    return TextBlock(
        lines=tuple(_shortened(lines, room=max(1, height // line_height))),
        size=size,
        line_height=line_height,
        right_to_left=is_right_to_left(shown),
        order=wrapping.order,
    )


def draw_block(
    picture: Image.Image, block: TextBlock, *, left: int, top: int, width: int, color: str
) -> None:
    """Paint the block into the box; right-to-left text keeps to the box's right edge."""
    for number, line in enumerate(block.lines):
        start = left + width - block.line_width(line) if block.right_to_left else float(left)
        # Capitals reach about 0.72 of the size up: this centers them in the line.
        baseline = top + (number + 0.5) * block.line_height + block.size * 0.36
        in_order = runs(line, block.order)
        for run in reversed(in_order) if block.right_to_left else in_order:
            _draw_run(picture, run, block, position=(start, baseline), color=color)
            start += _run_width(run) * block.size / MEASURED_SIZE


def draw_emoji(picture: Image.Image, text: str, *, center: tuple[int, int], size: int) -> bool:
    """Paint the first emoji of a text; says whether the fonts had one."""
    found = next((run for run in runs(text, (EMOJI,)) if not run.text.isspace()), None)
    if found is None:
        return False
    drawn = _emoji_picture(found.text[0], size=size)
    picture.paste(drawn, (center[0] - drawn.width // 2, center[1] - drawn.height // 2), drawn)
    return True


def _draw_run(
    picture: Image.Image,
    run: Run,
    block: TextBlock,
    *,
    position: tuple[float, float],
    color: str,
) -> None:
    if run.typeface.is_emoji:
        _draw_emoji_run(picture, run, size=block.size, position=position)
        return
    ImageDraw.Draw(picture).text(
        position,
        _shaped(run.text),
        font=_font(run.typeface.path, block.size),
        fill=color,
        anchor="ls",
        direction=("rtl" if block.right_to_left else "ltr") if CAN_SHAPE else None,
        stroke_width=block.size * run.typeface.embolden,
    )


def _draw_emoji_run(
    picture: Image.Image, run: Run, *, size: int, position: tuple[float, float]
) -> None:
    x, baseline = position
    for emoji in run.text:
        drawn = _emoji_picture(emoji, size=round(size * EMOJI_SCALE))
        picture.paste(drawn, (round(x), round(baseline - drawn.height * 0.84)), drawn)
        x += _run_width(Run(emoji, run.typeface)) * size / MEASURED_SIZE


def _line_width(line: str, order: tuple[Typeface, ...]) -> float:
    return sum(_run_width(run) for run in runs(line, order))


@lru_cache(maxsize=4096)
def _run_width(run: Run) -> float:
    if run.typeface.is_emoji:
        return len(run.text) * MEASURED_SIZE * EMOJI_SCALE * 1.16
    font = _font(run.typeface.path, MEASURED_SIZE)
    return font.getlength(_shaped(run.text)) + 2 * run.typeface.embolden * MEASURED_SIZE


def _shaped(text: str) -> str:
    # Without the shaper Arabic stays unjoined, but its letters at least run the right way.
    if CAN_SHAPE or not is_right_to_left(text):
        return text
    return "".join(reversed(list(clusters(text))))


@lru_cache(maxsize=24)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _emoji_picture(emoji: str, *, size: int) -> Image.Image:
    drawn = Image.new("RGBA", EMOJI_BOX, (0, 0, 0, 0))
    ImageDraw.Draw(drawn).text(
        (0, EMOJI_BASELINE),
        emoji,
        font=_font(EMOJI.path, EMOJI_SIZE),
        embedded_color=True,
        anchor="ls",
    )
    width, height = EMOJI_BOX
    return drawn.resize((max(1, round(size * 1.15)), max(1, round(size * 1.15 * height / width))))


class _Wrapping:
    """One text broken into lines of a width, all widths as at MEASURED_SIZE."""

    def __init__(self, text: str) -> None:
        self.order = order_for(text)
        self.leading = max(run.typeface.leading for run in runs(text, self.order))
        # What may not be broken, and whether a space stands before it.
        self.atoms = [
            (piece, self._width(piece), place == 0)
            for word in text.split(" ")
            for place, piece in enumerate(_pieces(word))
        ]
        self.longest = max(width for _, width, _ in self.atoms)

    def start_size(self, *, width: int, largest: int, smallest: int) -> int:
        """Small enough for the longest word, though not below half of the largest size for it."""
        wanted = int(width * NEARLY / self.longest * MEASURED_SIZE)
        return max(smallest, min(largest, max(wanted, largest // 2)))

    def height(self, width: float, size: int) -> int:
        count = len(self.lines(width / size * MEASURED_SIZE))
        return count * math.ceil(size * self.leading)

    def lines(self, width: float) -> list[str]:
        lines, room = [""], width * NEARLY
        space, used = self._width(" "), 0.0
        for piece, wide, is_spaced in self.atoms:
            gap = space if is_spaced and lines[-1] else 0.0
            if used + gap + wide <= room:
                lines[-1] += (" " if gap else "") + piece
                used += gap + wide
            else:
                parts = self._broken(piece, room)
                lines = [*(line for line in lines if line), *parts]
                used = self._width(parts[-1])
        return lines

    def balanced(self, width: float) -> list[str]:
        """The narrowest wrapping with as few lines as this width gives: no lonely last word."""
        best = self.lines(width)
        narrow, wide, count = min(width, max(width / 2, self.longest / NEARLY)), width, len(best)
        for _ in range(7):
            middle = (narrow + wide) / 2
            tried = self.lines(middle)
            if len(tried) == count:
                wide, best = middle, tried
            else:
                narrow = middle
        return best

    def _width(self, text: str) -> float:
        return _line_width(text, self.order)

    def _broken(self, word: str, room: float) -> list[str]:
        parts, used = [""], 0.0
        for cluster in clusters(word):
            wide = self._width(cluster)
            if parts[-1] and used + wide > room:
                parts.append("")
                used = 0.0
            parts[-1] += cluster
            used += wide
        return parts


def _pieces(word: str) -> list[str]:
    pieces: list[str] = []
    glued = False
    for cluster in clusters(word):
        alone = any(low <= ord(cluster[0]) <= high for low, high in BREAKABLE)
        if pieces and (cluster in NO_LINE_START or (glued and not alone)):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
        glued = not alone
    return pieces


def _shortened(lines: list[str], *, room: int) -> list[str]:
    if len(lines) <= room:
        return lines
    last = "".join(list(clusters(lines[room - 1]))[:-1]).rstrip()
    return [*lines[: room - 1], last + ELLIPSIS]
