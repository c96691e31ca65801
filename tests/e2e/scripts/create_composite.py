"""Lay the figures onto the place."""

from __future__ import annotations

from pathlib import Path

from _work import arguments, note, working
from PIL import Image

wanted = arguments("background", many=("character", "prop"))
what = Path(wanted.output).name.split("_take")[0].lstrip(".").replace("_", " ")
working(what)
picture = Image.open(wanted.background).convert("RGB").resize((320, 180))
for figure in (*wanted.character, *wanted.prop):
    layer = Image.open(figure).convert("RGBA").resize((160, 90))
    picture.paste(layer, (80, 60), layer)
picture.save(wanted.output, format="PNG")
note("end", what)
