"""Make noise."""

from __future__ import annotations

from _work import arguments, ffmpeg, note, working

wanted = arguments("prompt", "duration")
working(f"effect {wanted.prompt}")
source = f"anoisesrc=color=pink:amplitude=0.2:duration={wanted.duration}"
ffmpeg("-f", "lavfi", "-i", source, "-f", "wav", wanted.output)
note("end", f"effect {wanted.prompt}")
