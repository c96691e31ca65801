"""Pan over the picture."""

from __future__ import annotations

from _work import arguments, ffmpeg, note, working

wanted = arguments("image", "prompt", "duration")
working(f"clip {wanted.prompt}")
ffmpeg(
    *("-loop", "1", "-t", wanted.duration, "-i", wanted.image),
    *("-vf", "scale=640:360,crop=320:180:x='n*2':y='n',format=yuv420p", "-r", "15"),
    *("-c:v", "libx264", "-preset", "ultrafast", "-f", "mp4", wanted.output),
)
note("end", f"clip {wanted.prompt}")
