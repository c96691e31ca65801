"""The sound of the final cut: every part mixed to raw samples of exactly its length, then joined.

Each scene's narration is brought to one loudness whatever voice made it, and its effect to another
well below; while somebody speaks the effect is pressed down further (ducked).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks_app.pipeline import ffmpeg
from tasks_app.pipeline.levels import SILENCE_DB, Meter
from tasks_app.pipeline.probe import levels_of
from tasks_app.pipeline.providers.base import Stop
from tasks_app.pipeline.sound import read_raw
from tasks_app.pipeline.timeline import speech_offset

SPEECH_LUFS = -18.0
EFFECT_LUFS = -25.0
LARGEST_GAIN_DB = 20.0
FADE_SECONDS = 0.4
FULL_LUFS = -14.0
"""What YouTube plays back unchanged."""
CEILING_DB = -2.5
"""A decibel below the true peak wanted (-1.5 dB), because AAC overshoots."""

RAW = ("-f", "f32le", "-ar", str(ffmpeg.SAMPLE_RATE), "-ac", "2")
STEREO = f"aresample={ffmpeg.SAMPLE_RATE},aformat=sample_fmts=fltp:channel_layouts=stereo"
# About 10 dB under speech, back within half a second.
DUCK = "sidechaincompress=threshold=0.02:ratio=6:attack=15:release=350:knee=4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """The sound of one scene: what is heard and for how many samples."""

    narration: Path
    narration_seconds: float
    effect: Path | None
    effect_seconds: float
    count: int
    purpose: str

    @property
    def seconds(self) -> float:
        return self.count / ffmpeg.SAMPLE_RATE


def mix_scene(mix: Mix, output: Path, stop: Stop) -> None:
    """Speech at its place, the effect under it, exactly `mix.count` samples."""
    speech_db = gain_to(SPEECH_LUFS, mix.narration)
    effect_db = gain_to(EFFECT_LUFS, mix.effect) if mix.effect else 0.0
    ffmpeg.run(
        [
            *("-i", mix.narration),
            *(("-i", mix.effect) if mix.effect else ()),
            *("-filter_complex", scene_graph(mix, speech_db=speech_db, effect_db=effect_db)),
            *("-map", "[out]", *RAW, output),
        ],
        stop,
        purpose=mix.purpose,
    )


def gain_to(loudness_lufs: float, path: Path) -> float:
    """By how many dB the sound of a file has to change; silence is left alone."""
    loudness = levels_of(path).loudness_lufs
    if loudness <= SILENCE_DB:
        return 0.0
    return max(-LARGEST_GAIN_DB, min(LARGEST_GAIN_DB, loudness_lufs - loudness))


def scene_graph(mix: Mix, *, speech_db: float, effect_db: float) -> str:
    """Narration alone, or narration and ducked effect, cut to the sample."""
    whole = f"apad=whole_len={mix.count},atrim=end_sample={mix.count}"
    offset = round(speech_offset(mix.seconds, mix.narration_seconds) * 1000)
    speech = f"[0:a:0]{STEREO},volume={speech_db:.2f}dB,adelay={offset}:all=1,{whole}"
    if mix.effect is None:
        return f"{speech}[out]"
    fade_at = max(0.0, min(mix.seconds, mix.effect_seconds) - FADE_SECONDS)
    return ";".join(
        (
            f"{speech},asplit[speech][key]",
            f"[1:a:0]{STEREO},volume={effect_db:.2f}dB,{whole}"
            f",afade=t=out:st={fade_at:.3f}:d={FADE_SECONDS}[effect]",
            f"[effect][key]{DUCK}[ducked]",
            f"[speech][ducked]amix=inputs=2:normalize=0,atrim=end_sample={mix.count}[out]",
        )
    )


def keep_sound(source: Path | None, output: Path, stop: Stop, *, count: int, purpose: str) -> None:
    """A part's own sound, or silence where it has none (`source` is None)."""
    silence = f"anullsrc=r={ffmpeg.SAMPLE_RATE}:cl=stereo"
    ffmpeg.run(
        [
            *(("-i", source) if source else ("-f", "lavfi", "-i", silence)),
            *("-map", "0:a:0", "-af"),
            f"{STEREO},apad=whole_len={count},atrim=end_sample={count}",
            *(*RAW, output),
        ],
        stop,
        purpose=purpose,
    )


def join(parts: Sequence[Path], output: Path) -> float:
    """Write all parts one after the other; the loudness of the whole in LUFS."""
    meter = Meter(ffmpeg.SAMPLE_RATE)
    with output.open("wb") as file:
        for part in parts:
            samples = read_raw(part, channels=2)
            meter.add(samples)
            file.write(samples.data)
    return meter.levels().loudness_lufs


def normalised(loudness_lufs: float) -> str:
    """The filters from a sound of this loudness to `FULL_LUFS` with nothing above the ceiling."""
    louder = 0.0 if loudness_lufs <= SILENCE_DB else FULL_LUFS - loudness_lufs
    # Limited at four times the rate, because peaks lie between samples.
    return (
        f"volume={louder:.2f}dB,aresample={4 * ffmpeg.SAMPLE_RATE}"
        f",alimiter=limit={CEILING_DB}dB:level=disabled:attack=4:release=60:latency=1"
        f",aresample={ffmpeg.SAMPLE_RATE}"
    )
