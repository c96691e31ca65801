"""Cut the clips to their scenes, one after the other, with the narrations on top."""

from __future__ import annotations

import json
from pathlib import Path

from _work import arguments, ffmpeg, note, working

wanted = arguments("manifest")
plan = json.loads(Path(wanted.manifest).read_text(encoding="utf-8"))
working(f"assembly {plan['title']}")
scenes = plan["scenes"]
inputs = [part for scene in scenes for part in ("-i", scene["clip"], "-i", scene["narration"])]
chains, pads = [], ""
for at, scene in enumerate(scenes):
    length = scene["duration"]
    chains.append(f"[{2 * at}:v]trim=0:{length},setpts=PTS-STARTPTS[v{at}]")
    chains.append(f"[{2 * at + 1}:a]apad,atrim=0:{length},aresample=48000[a{at}]")
    pads += f"[v{at}][a{at}]"
chains.append(f"{pads}concat=n={len(scenes)}:v=1:a=1[v][a]")
ffmpeg(
    *inputs,
    *("-filter_complex", ";".join(chains), "-map", "[v]", "-map", "[a]"),
    *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-r", str(plan["fps"])),
    *("-c:a", "aac", "-ac", "2", "-movflags", "+faststart", "-f", "mp4", wanted.output),
)
note("end", f"assembly {plan['title']}")
