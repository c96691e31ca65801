"""Draw something with a transparent surrounding, or a whole scene when asked for a place."""

from __future__ import annotations

import random

from _work import arguments, note, working
from PIL import Image, ImageDraw

wanted = arguments("prompt")
working(f"asset {wanted.prompt}")
chance = random.Random(wanted.prompt)
is_place = wanted.prompt.lower().startswith("the place")
picture = Image.new("RGBA", (320, 180), (70, 90, 140, 255) if is_place else (0, 0, 0, 0))
pen = ImageDraw.Draw(picture)
for _ in range(12):
    x, y = chance.randrange(80, 200), chance.randrange(40, 110)
    color = tuple(chance.randrange(256) for _ in range(3))
    pen.ellipse((x, y, x + 40, y + 40), fill=(*color, 255))
(picture.convert("RGB") if is_place else picture).save(wanted.output, format="PNG")
note("end", f"asset {wanted.prompt}")
