from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest
from PIL import Image

from tasks_app.pipeline import ffmpeg
from tasks_app.pipeline.levels import quiet_stretches
from tasks_app.pipeline.measure import Expected, measure
from tasks_app.pipeline.probe import levels_of, probe
from tasks_app.pipeline.providers.base import (
    AssemblyRequest,
    ErrorKind,
    ProviderFailure,
    Scene,
    Stopped,
)
from tasks_app.pipeline.providers.local.assembly import make_assembly
from tasks_app.pipeline.timeline import ScenePlan, Timeline, timeline
from tests.media import GOING_ON, film, tone

PLANS = [
    ScenePlan(clip_seconds=3.0, narration_seconds=1.2, effect_seconds=2.0),
    ScenePlan(clip_seconds=1.0, narration_seconds=1.5),
]


@pytest.fixture
def request_for(tmp_path: Path) -> AssemblyRequest:
    """Two scenes of foreign clips, the second shorter than its narration."""
    planned = timeline(PLANS, fps=30).scenes
    clips = [
        film(tmp_path / "clip1.mp4", "testsrc2=s=320x180:r=30:d=3"),
        film(tmp_path / "clip2.mp4", "testsrc2=s=160x120:r=24:d=1"),
    ]
    narrations = [
        tone(tmp_path / "n1.wav", seconds=1.2),
        tone(tmp_path / "n2.wav", seconds=1.5, pitch=300),
    ]
    effects = [tone(tmp_path / "e1.wav", seconds=2.0, pitch=2000), None]
    return AssemblyRequest(
        title='A "title" — 100% 😀 \\ : \n מ',
        scenes=tuple(
            Scene(
                clip=clip, narration=narration, effect=effect, duration_seconds=placed.scene.seconds
            )
            for clip, narration, effect, placed in zip(
                clips, narrations, effects, planned, strict=True
            )
        ),
        intro=None,
        outro=None,
        watermark=None,
        width=320,
        height=180,
        fps=30,
        output=tmp_path / ".final.part.mp4",
    )


def expected(cut: Timeline) -> Expected:
    spans = ((placed.narration.start, placed.narration.end) for placed in cut.scenes)
    return Expected(width=320, height=180, seconds=cut.seconds, speech=tuple(spans))


def test_the_cut_has_its_planned_length_and_speech_in_every_scene(
    request_for: AssemblyRequest,
) -> None:
    make_assembly(request_for, GOING_ON)

    found = measure(request_for.output, "final", expected(timeline(PLANS, fps=30)))
    assert found.findings == ()
    assert (found.video_codec, found.audio_codec) == ("h264", "aac")
    assert found.duration_seconds == pytest.approx(timeline(PLANS, fps=30).seconds, abs=0.05)
    assert found.loudness_lufs == pytest.approx(-14, abs=1)
    assert found.peak_db is not None
    assert found.peak_db <= -1.0


def test_intro_outro_and_watermark_are_in_it(request_for: AssemblyRequest, tmp_path: Path) -> None:
    intro = film(
        tmp_path / "intro.mp4", "testsrc=s=640x480:r=25:d=1", "-c:a", "aac", sound="sine=d=1"
    )
    outro = film(tmp_path / "outro.mp4", "testsrc=s=320x180:r=30:d=0.5")
    mark = tmp_path / "mark.png"
    Image.new("RGBA", (64, 32), (255, 0, 0, 128)).save(mark)
    request = dataclasses.replace(request_for, intro=intro, outro=outro, watermark=mark)

    make_assembly(request, GOING_ON)

    cut = timeline(
        PLANS, fps=30, intro_seconds=probe(intro).seconds, outro_seconds=probe(outro).seconds
    )
    found = measure(request.output, "final", expected(cut))
    assert found.faults == ()
    assert found.duration_seconds == pytest.approx(cut.seconds, abs=0.05)


def test_speech_is_heard_where_the_timeline_says(request_for: AssemblyRequest) -> None:
    bare = tuple(dataclasses.replace(scene, effect=None) for scene in request_for.scenes)

    make_assembly(dataclasses.replace(request_for, scenes=bare), GOING_ON)

    first, second = (placed.narration for placed in timeline(PLANS, fps=30).scenes)
    levels = levels_of(request_for.output)
    before, between = quiet_stretches(levels, below_db=-40, at_least_seconds=0.1)
    assert before == pytest.approx((0.0, first.start), abs=0.04)
    assert between == pytest.approx((first.end, second.start), abs=0.04)


def test_only_the_film_is_left(request_for: AssemblyRequest, tmp_path: Path) -> None:
    before = {path.name for path in tmp_path.iterdir()}

    make_assembly(request_for, GOING_ON)

    assert {path.name for path in tmp_path.iterdir()} - before == {request_for.output.name}


def test_it_plays_while_it_is_still_loading_and_carries_its_title(
    request_for: AssemblyRequest,
) -> None:
    make_assembly(request_for, GOING_ON)

    content = request_for.output.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert 'A "title" — 100% 😀 \\ : מ'.encode() in content


def test_stop_leaves_nothing(request_for: AssemblyRequest, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        make_assembly(request_for, stop)

    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"scenes": ()}, "Final cut: the final cut has no scene"),
        ({"intro": "n1.wav"}, "the intro n1.wav holds no video; correct branding.intro"),
        ({"outro": "none.mp4"}, "the outro none.mp4 cannot be opened as media; replace it"),
        ({"watermark": "n1.wav"}, "the watermark n1.wav cannot be opened as a picture"),
        ({"watermark": "none.png"}, "the watermark none.png cannot be opened as a picture"),
    ],
)
def test_what_cannot_be_cut_is_named(
    request_for: AssemblyRequest, tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    paths = {
        name: tmp_path / value if isinstance(value, str) else value
        for name, value in changes.items()
    }

    with pytest.raises(ProviderFailure, match=sentence) as failed:
        make_assembly(dataclasses.replace(request_for, **paths), GOING_ON)  # type: ignore[arg-type]

    assert failed.value.kind is ErrorKind.INVALID_INPUT


def test_a_broken_clip_is_named_by_its_scene(request_for: AssemblyRequest) -> None:
    request_for.scenes[1].clip.write_bytes(b"broken")

    with pytest.raises(ProviderFailure, match=r"the clip of scene 2 clip2\.mp4 cannot be opened"):
        make_assembly(request_for, GOING_ON)


def header_of(path: Path, source: str, *, threads: int) -> bytes:
    ffmpeg.run(
        [
            *("-f", "lavfi", "-i", f"{source}=s=320x180:r=30", "-frames:v", "5"),
            *("-vf", "setsar=1,format=yuv420p"),
            *ffmpeg.encoded_video(fps=30, threads=threads),
            path,
        ],
        GOING_ON,
        purpose="Test",
    )
    picture = probe(path).picture
    return picture.header if picture else b""


def test_a_narration_without_sound_is_named(request_for: AssemblyRequest, tmp_path: Path) -> None:
    silent = film(tmp_path / "silent.mp4", "testsrc2=s=320x180:r=30:d=0.1")
    scene = dataclasses.replace(request_for.scenes[0], narration=silent)

    with pytest.raises(ProviderFailure, match="the narration of scene 1 holds no sound"):
        make_assembly(dataclasses.replace(request_for, scenes=(scene,)), GOING_ON)


def test_an_effect_without_sound_is_named(request_for: AssemblyRequest, tmp_path: Path) -> None:
    silent = film(tmp_path / "silent.mp4", "testsrc2=s=320x180:r=30:d=0.1")
    scene = dataclasses.replace(request_for.scenes[0], effect=silent)

    with pytest.raises(ProviderFailure, match=r"Final cut: silent\.mp4 holds no sound\."):
        make_assembly(dataclasses.replace(request_for, scenes=(scene,)), GOING_ON)


def test_our_encoder_always_writes_the_same_header(tmp_path: Path) -> None:
    first = header_of(tmp_path / "a.mp4", "testsrc2", threads=1)

    assert first
    assert header_of(tmp_path / "b.mp4", "mandelbrot", threads=2) == first
