from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from tasks_app.pipeline.providers import command
from tasks_app.pipeline.providers.base import (
    AssemblyRequest,
    ClipRequest,
    CompositeRequest,
    EffectRequest,
    ErrorKind,
    ImageRequest,
    Made,
    NarrationRequest,
    ProviderFailure,
    Scene,
    Stopped,
)
from tests.media import GOING_ON
from tests.processes import is_gone

NOTES_ITS_ARGUMENTS = """
import json, sys
from pathlib import Path
Path(sys.argv[sys.argv.index("--output") + 1]).write_text(json.dumps(sys.argv[1:]))
"""

Script = Callable[[str, str], Path]


@pytest.fixture
def script(tmp_path: Path, settings: Settings) -> Script:
    """Puts a script of that name and source into the folder of the provider."""
    folder = tmp_path / "the scripts"
    folder.mkdir()
    settings.COMMAND_PROVIDER_DIR = folder
    settings.COMMAND_TIMEOUT_SECONDS = 20

    def put(name: str, source: str) -> Path:
        (folder / name).write_text(source)
        return folder / name

    return put


def effect(folder: Path, prompt: str = "wind") -> EffectRequest:
    return EffectRequest(
        index=7, prompt=prompt, duration_seconds=8.0, seed=1, output=folder / ".e.part.wav"
    )


def told(output: Path) -> list[str]:
    arguments: list[str] = json.loads(output.read_text())
    return arguments


def test_an_image_is_asked_for_by_prompt(script: Script, tmp_path: Path) -> None:
    script("generate_asset.py", NOTES_ITS_ARGUMENTS)
    output = tmp_path / "a.png"
    request = ImageRequest(
        kind="prop", index=1, prompt='$(rm -rf /) "q"', width=1, height=1, seed=1, output=output
    )

    assert command.make_image(request, GOING_ON) == Made()
    assert told(output) == ["--prompt", '$(rm -rf /) "q"', "--output", str(output)]


DRAWS_A_SQUARE = """
import sys
from PIL import Image
output = sys.argv[sys.argv.index("--output") + 1]
Image.new("RGB", (100, 100), (200, 30, 30)).save(output, format="PNG")
"""


@pytest.mark.parametrize(("kind", "size"), [("environment", (160, 90)), ("character", (100, 100))])
def test_an_environment_is_made_to_fill_the_picture(
    script: Script, tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    script("generate_asset.py", DRAWS_A_SQUARE)
    output = tmp_path / "a.png"
    request = ImageRequest(
        kind=kind, index=1, prompt="sea", width=160, height=90, seed=1, output=output
    )

    command.make_image(request, GOING_ON)

    with Image.open(output) as picture:
        assert picture.size == size


def test_a_composite_names_every_layer(script: Script, tmp_path: Path) -> None:
    script("create_composite.py", NOTES_ITS_ARGUMENTS)
    output = tmp_path / "a.png"
    request = CompositeRequest(
        index=1,
        prompt="",
        environment=tmp_path / "e.png",
        characters=(tmp_path / "c1.png", tmp_path / "c2.png"),
        props=(tmp_path / "p.png",),
        width=1920,
        height=1080,
        seed=1,
        output=output,
    )

    command.make_composite(request, GOING_ON)

    assert told(output)[:-2] == [
        *("--background", str(tmp_path / "e.png"), "--character", str(tmp_path / "c1.png")),
        *("--character", str(tmp_path / "c2.png"), "--prop", str(tmp_path / "p.png")),
    ]


def test_a_clip_is_asked_for_by_image_prompt_and_length(script: Script, tmp_path: Path) -> None:
    script("generate_video.py", NOTES_ITS_ARGUMENTS)
    output = tmp_path / "a.mp4"
    request = ClipRequest(
        index=1,
        prompt="zoom in",
        composite=tmp_path / "c.png",
        duration_seconds=10.0,
        width=1920,
        height=1080,
        fps=30,
        seed=1,
        output=output,
    )

    command.make_clip(request, GOING_ON)

    assert told(output)[:-2] == [
        *("--image", str(tmp_path / "c.png"), "--prompt", "zoom in", "--duration", "10"),
    ]


def test_a_narration_is_asked_for_by_text_and_voice(script: Script, tmp_path: Path) -> None:
    script("generate_audio.py", NOTES_ITS_ARGUMENTS)
    output = tmp_path / "a.wav"

    command.make_narration(
        NarrationRequest(index=1, text="你好 😀\nline", voice="en-us", output=output), GOING_ON
    )

    assert told(output)[:-2] == ["--text", "你好 😀\nline", "--voice", "en-us"]


def test_an_effect_is_asked_for_by_prompt_and_length(script: Script, tmp_path: Path) -> None:
    script("generate_sound_effects.py", NOTES_ITS_ARGUMENTS)
    request = effect(tmp_path)

    command.make_effect(request, GOING_ON)

    assert told(request.output)[:-2] == ["--prompt", "wind", "--duration", "8"]


def test_a_final_cut_is_described_by_a_manifest(script: Script, tmp_path: Path) -> None:
    script(
        "assemble_video.py",
        "import shutil, sys\nshutil.copy(sys.argv[2], sys.argv[4])\n",
    )
    scene = Scene(
        clip=tmp_path / "c.mp4", narration=tmp_path / "n.wav", effect=None, duration_seconds=7.5
    )
    request = AssemblyRequest(
        title="T 😀",
        scenes=(scene,),
        intro=None,
        outro=None,
        watermark=tmp_path / "w.png",
        width=1920,
        height=1080,
        fps=30,
        output=tmp_path / "final.mp4",
    )

    command.make_assembly(request, GOING_ON)

    manifest = json.loads(request.output.read_text("utf-8"))
    assert manifest["scenes"] == [
        {
            "clip": str(tmp_path / "c.mp4"),
            "narration": str(tmp_path / "n.wav"),
            "effect": None,
            "duration": 7.5,
        }
    ]
    assert (manifest["title"], manifest["watermark"]) == ("T 😀", str(tmp_path / "w.png"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["final.mp4", "the scripts"]


def test_a_value_like_an_option_is_tied_to_its_name(script: Script, tmp_path: Path) -> None:
    script("generate_sound_effects.py", NOTES_ITS_ARGUMENTS)
    request = effect(tmp_path, prompt="--help")

    command.make_effect(request, GOING_ON)

    assert told(request.output)[0] == "--prompt=--help"


def test_a_script_runs_in_its_own_folder(script: Script, tmp_path: Path) -> None:
    path = script(
        "generate_sound_effects.py",
        "import os, sys\nopen(sys.argv[-1], 'w').write(os.getcwd())\n",
    )
    request = effect(tmp_path)

    command.make_effect(request, GOING_ON)

    assert request.output.read_text() == str(path.parent)


def test_an_executable_without_ending_is_run_directly(script: Script, tmp_path: Path) -> None:
    path = script("generate_sound_effects", '#!/bin/sh\nprintf made > "$6"\n')
    path.chmod(0o755)
    request = effect(tmp_path)

    command.make_effect(request, GOING_ON)

    assert request.output.read_text() == "made"


def test_a_channel_may_have_scripts_of_its_own(script: Script, tmp_path: Path) -> None:
    script("generate_sound_effects.py", "raise SystemExit(9)")
    own = tmp_path / "own"
    own.mkdir()
    (own / "generate_sound_effects.py").write_text(NOTES_ITS_ARGUMENTS)
    request = effect(tmp_path)

    command.make_effect(request, GOING_ON, folder=own)

    assert request.output.exists()


@pytest.mark.parametrize(
    ("source", "sentence", "kind"),
    [
        pytest.param(
            "print('loading'); raise SystemExit('no such model')",
            "Effect 7: generate_sound_effects.py ended with exit code 1: loading / no such model",
            ErrorKind.RETRIABLE,
            id="exit 1",
        ),
        pytest.param(
            "import sys; sys.exit(3)",
            "Effect 7: generate_sound_effects.py ended with exit code 3: it said nothing",
            ErrorKind.RETRIABLE,
            id="exit 3",
        ),
        pytest.param(
            "import argparse; argparse.ArgumentParser().parse_args()",
            "ended with exit code 2: .*unrecognized arguments",
            ErrorKind.INVALID_INPUT,
            id="wrong usage",
        ),
        pytest.param(
            "import os; os.kill(os.getpid(), 9)",
            "was killed by signal 9",
            ErrorKind.RETRIABLE,
            id="killed",
        ),
        pytest.param(
            "pass",
            "ended well but left no file at its --output",
            ErrorKind.RETRIABLE,
            id="no file",
        ),
        pytest.param(
            "import sys; open(sys.argv[-1], 'w')",
            "ended well but left an empty file at its --output",
            ErrorKind.RETRIABLE,
            id="empty file",
        ),
        pytest.param(
            "with open('/dev/full', 'w') as file: file.write('x' * 100_000)",
            "The disk is full",
            ErrorKind.RETRIABLE,
            id="full disk",
        ),
    ],
)
def test_each_failure_is_one_sentence(
    script: Script, tmp_path: Path, source: str, sentence: str, kind: ErrorKind
) -> None:
    script("generate_sound_effects.py", source)

    with pytest.raises(ProviderFailure, match=sentence) as failed:
        command.make_effect(effect(tmp_path), GOING_ON)

    assert failed.value.kind is kind


def test_a_hanging_script_is_killed_with_its_children(
    script: Script, tmp_path: Path, settings: Settings
) -> None:
    settings.COMMAND_TIMEOUT_SECONDS = 1
    path = script(
        "generate_sound_effects.py",
        "import subprocess, time\n"
        "child = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        "open('pid', 'w').write(str(child.pid))\n"
        "time.sleep(600)\n",
    )

    with pytest.raises(ProviderFailure, match="was stopped after its time limit of 1 s") as failed:
        command.make_effect(effect(tmp_path), GOING_ON)

    assert failed.value.kind is ErrorKind.RETRIABLE
    assert is_gone(int((path.parent / "pid").read_text()))


def test_a_hundred_megabytes_of_output_do_no_harm(script: Script, tmp_path: Path) -> None:
    script(
        "generate_sound_effects.py",
        "import sys\n"
        "for _ in range(100): sys.stdout.write('x' * 1_000_000)\n"
        "open(sys.argv[-1], 'w').write('made')\n",
    )
    request = effect(tmp_path)

    command.make_effect(request, GOING_ON)

    assert request.output.read_text() == "made"


def test_a_missing_script_names_the_folder_and_the_setting(script: Script, tmp_path: Path) -> None:
    with pytest.raises(
        ProviderFailure,
        match=r"there is no generate_sound_effects.py in .*the scripts; .* COMMAND_PROVIDER_DIR",
    ) as failed:
        command.make_effect(effect(tmp_path), GOING_ON)

    assert failed.value.kind is ErrorKind.INVALID_INPUT


def test_stop_ends_the_script(script: Script, tmp_path: Path) -> None:
    script("generate_sound_effects.py", "import time; time.sleep(600)")
    stop = threading.Event()
    stop.set()

    with pytest.raises(Stopped):
        command.make_effect(effect(tmp_path), stop)


def test_keys_of_our_environment_are_not_told(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOUND_API_KEY", "sk-123456789")
    script("generate_sound_effects.py", "raise SystemExit('GET /v1?key=sk-123456789 failed')")

    with pytest.raises(ProviderFailure, match=r"GET /v1\?key=\*\*\* failed"):
        command.make_effect(effect(tmp_path), GOING_ON)


def test_python_scripts_run_with_our_python(script: Script, tmp_path: Path) -> None:
    script(
        "generate_sound_effects.py",
        "import sys\nopen(sys.argv[-1], 'w').write(sys.executable)\n",
    )
    request = effect(tmp_path)

    command.make_effect(request, GOING_ON)

    assert request.output.read_text() == sys.executable
