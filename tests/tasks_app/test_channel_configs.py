from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from tasks_app.channel_configs import (
    ChannelBroken,
    ChannelConfig,
    fingerprint,
    read_channel,
    read_folder,
)

PROJECT = Path(__file__).resolve().parents[2]
HEAD = "channel_id: main\nchannel_name: Main\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "channel_configs"
    place.mkdir()
    return place


@contextmanager
def another_account() -> Iterator[None]:
    """Root reads every file; so be somebody else for a moment."""
    before = os.geteuid()
    os.seteuid(before or 65534)
    try:
        yield
    finally:
        os.seteuid(before)


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def sentences(path: Path) -> list[str]:
    with pytest.raises(ChannelBroken) as broken:
        read_channel(path)
    return [str(fault) for fault in broken.value.faults]


def test_two_lines_are_a_channel(folder: Path) -> None:
    config = read_channel(write(folder, "main.yaml", HEAD))

    assert config == ChannelConfig(channel_id="main", channel_name="Main")
    assert (config.max_concurrent, config.workflow.counts.clips) == (2, 18)
    assert (config.provider_for("sfx"), config.max_retries_for("sfx")) == ("local", 4)


def test_every_field_is_read(folder: Path) -> None:
    write(folder, "intro.mp4", "")
    (folder / "scripts").mkdir()
    text = """
        is_active: no
        emoji: "1️⃣"
        color: "#AABBCC"
        priority: high
        budget_daily_usd: 12.10
        notion_database_id: 0123456789abcdef0123456789ABCDEF
        youtube_channel_id: UCabcdefghijklmnopqrstuv
        branding: {intro: intro.mp4}
        storage_strategy: r2
        r2: {bucket: films, endpoint: "https://account.r2.cloudflarestorage.com"}
        providers: {assets: gemini, upload: youtube}
        command_dir: scripts
        workflow: {auto_proceed: {video: on}, max_retries: {sfx: 0}}
        video: {resolution: 1280x720, length: 5}
        youtube: {category: 28, tags: [rome], slots: ["18:00", FRI 09:30]}
    """.replace("        ", "")

    config = read_channel(write(folder, "main.yaml", HEAD + text))

    assert (config.is_active, config.emoji, config.color) == (False, "1️⃣", "#aabbcc")
    assert (config.priority, config.budget_daily_usd) == ("high", Decimal("12.1"))
    assert config.notion_database_id == "01234567-89ab-cdef-0123-456789abcdef"
    assert config.branding.intro == folder / "intro.mp4"
    assert config.command_dir == folder / "scripts"
    assert (config.provider_for("assets"), config.max_retries_for("sfx")) == ("gemini", 0)
    assert [config.proceeds_at(gate) for gate in ("assets", "video", "final")] == [0, 1, 0]
    assert config.video.size == (1280, 720)
    assert (config.youtube.category, config.youtube.slots) == ("28", ("daily 18:00", "fri 09:30"))


def test_empty_fields_have_their_defaults(folder: Path) -> None:
    text = f"{HEAD}voice_id:\nbranding:\n  intro:\nr2:\nbudget_daily_usd: # none\n"

    config = read_channel(write(folder, "main.yaml", text))

    assert config == ChannelConfig(channel_id="main", channel_name="Main")


def test_configuration_survives_being_stored_as_json(folder: Path) -> None:
    text = f'{HEAD}budget_daily_usd: 0.1\nyoutube: {{tags: [a], slots: ["mon 08:00"]}}\n'
    config = read_channel(write(folder, "main.yaml", text))

    stored = json.loads(json.dumps(config.as_json()))

    assert ChannelConfig.from_json(stored) == config
    assert ChannelConfig.from_json(stored).as_json() == stored


def test_stored_configuration_of_another_version_is_read() -> None:
    stored = ChannelConfig(channel_id="main", channel_name="Main").as_json()

    config = ChannelConfig.from_json({**stored, "field_of_tomorrow": 1})

    assert config.as_json() == stored


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param(
            "max_concurrent: 40",
            "main.yaml:3 max_concurrent: must be a whole number from 1 to 10, got 40. "
            "Write a number from 1 to 10.",
            id="out of range",
        ),
        pytest.param(
            "max_concurrent: yes",
            "main.yaml:3 max_concurrent: must be a whole number from 1 to 10, got yes. "
            "Write a number from 1 to 10.",
            id="a flag is no number",
        ),
        pytest.param(
            "max_concurrent: 2.5",
            "main.yaml:3 max_concurrent: must be a whole number from 1 to 10, got 2.5. "
            "Write a number from 1 to 10.",
            id="fraction",
        ),
        pytest.param(
            'max_concurrent: "3"',
            'main.yaml:3 max_concurrent: must be a whole number from 1 to 10, got "3". '
            "Write a number from 1 to 10.",
            id="text is no number",
        ),
        pytest.param(
            'is_active: "yes"',
            'main.yaml:3 is_active: must be true or false, got "yes". '
            "Write true or false, without quotes.",
            id="text is no flag",
        ),
        pytest.param(
            "priority: High",
            'main.yaml:3 priority: must be one of low, normal, high, got "High". '
            "Write one of low, normal, high.",
            id="unknown choice",
        ),
        pytest.param(
            "providers: {video: gemini}",
            "main.yaml:3 providers.video: must be one of local, command, kling, "
            'got "gemini". Write one of local, command, kling.',
            id="provider of another step",
        ),
        pytest.param(
            "voice_id: 007",
            "main.yaml:3 voice_id: must be one line of at most 100 characters, "
            'got 007, which YAML reads as 7. Put it in quotes: "007".',
            id="number for a text",
        ),
        pytest.param(
            "voice_id: off",
            "main.yaml:3 voice_id: must be one line of at most 100 characters, "
            'got off, which YAML reads as false. Put it in quotes: "off".',
            id="flag for a text",
        ),
        pytest.param(
            "voice_id: 2026-01-31",
            "main.yaml:3 voice_id: must be one line of at most 100 characters, "
            'got the date 2026-01-31. Put it in quotes: "2026-01-31".',
            id="date for a text",
        ),
        pytest.param(
            "brand_style: {soft}",
            "main.yaml:3 brand_style: must be text of at most 500 characters, "
            "got a group of fields. Put it in quotes.",
            id="braces for a text",
        ),
        pytest.param(
            'brand_style: "a\\0b"',
            "main.yaml:3 brand_style: must be text of at most 500 characters, "
            'got "a b". Say in a sentence how pictures look.',
            id="control character",
        ),
        pytest.param(
            "color: #ff0000",
            "main.yaml:3 color: is empty, since YAML takes # for a comment. "
            'Put the colour in quotes: color: "#ff0000".',
            id="colour as a comment",
        ),
        pytest.param(
            "color: red",
            'main.yaml:3 color: must be a colour of six hexadecimal digits, got "red". '
            'Write for example "#4f46e5", with the quotes.',
            id="colour by name",
        ),
        pytest.param(
            "emoji: ':rocket:'",
            'main.yaml:3 emoji: must be one emoji, got ":rocket:". '
            "Write the sign itself, for example 🎬.",
            id="emoji by name",
        ),
        pytest.param(
            "budget_daily_usd: -1",
            "main.yaml:3 budget_daily_usd: must be an amount from 0 to 100000 with at most two "
            "decimals, got -1. Write for example 12.50.",
            id="negative budget",
        ),
        pytest.param(
            "budget_daily_usd: .inf",
            "main.yaml:3 budget_daily_usd: must be an amount from 0 to 100000 with at most two "
            "decimals, got .inf. Write for example 12.50.",
            id="endless budget",
        ),
        pytest.param(
            "notion_database_id: ntn_tHiSiSaKeY",
            "main.yaml:3 notion_database_id: must be the 32 hexadecimal digits of a Notion "
            "database, got what looks like a key or password. Copy them out of the database's "
            "address, in front of ?v=, and put them in quotes.",
            id="a key is not shown",
        ),
        pytest.param(
            "youtube_channel_id: '@main'",
            "main.yaml:3 youtube_channel_id: must be the 24 characters of a YouTube channel's id, "
            'UC first, got "@main". Copy it from YouTube: Settings, Advanced settings.',
            id="YouTube handle",
        ),
        pytest.param(
            "video: {resolution: 1921x1080}",
            "main.yaml:3 video.resolution: must be a width and a height, both even and from 128 "
            'to 3840, got "1921x1080". Write for example 1920x1080.',
            id="odd width",
        ),
        pytest.param(
            "youtube:\n  slots: [18:00]",
            "main.yaml:4 youtube.slots[1]: must be an entry of a list of up to 50 weekly or daily "
            'times in UTC, got 18:00, which YAML reads as 1080. Put it in quotes: "18:00".',
            id="time for a text",
        ),
        pytest.param(
            "youtube: {tags: rome}",
            "main.yaml:3 youtube.tags: must be a list of tags, together at most 500 characters, "
            'without < > or commas, got "rome". Write for example [history, rome].',
            id="one tag is no list",
        ),
        pytest.param(
            "youtube: {description: 'By {author}'}",
            "main.yaml:3 youtube.description: must be text of at most 5000 bytes without < and >, "
            "with no other placeholders than {title}, {topic} and {channel}, "
            'got "By {author}". Take the other placeholders and signs out.',
            id="unknown placeholder",
        ),
        pytest.param(
            "workflow: 3",
            "main.yaml:3 workflow: must be a group of fields, got 3. "
            "Write its fields below it, indented by two spaces.",
            id="number for a group",
        ),
        pytest.param(
            "workflow:\n  auto_proceed:\n    final: true",
            "main.yaml:5 workflow.auto_proceed.final: cannot be set, since the final gate always "
            "waits for a person. Remove the line.",
            id="final gate",
        ),
        pytest.param(
            "max_concurent: 2",
            'main.yaml:3 max_concurent: is no field. Did you mean "max_concurrent"?',
            id="misspelt field",
        ),
        pytest.param(
            "privacy: public",
            'main.yaml:3 privacy: is no field here. Did you mean "youtube.privacy"?',
            id="field of a group",
        ),
        pytest.param(
            "video: {zoom: 3}",
            "main.yaml:3 video.zoom: is no field. Remove it; known here: resolution, fps, length.",
            id="unknown field",
        ),
        pytest.param(
            "youtube:\n  api_key: hunter2",
            "main.yaml:4 youtube.api_key: does not belong into a file, where everybody can read "
            "it. Remove it, and use an environment variable or manage.py channel_secret.",
            id="secret",
        ),
        pytest.param(
            "is_active: true\nis_active: false",
            "main.yaml:4 is_active: stands here again, after line 3. Keep one of the two.",
            id="double field",
        ),
        pytest.param(
            "storage_strategy: r2",
            "main.yaml:3 storage_strategy: is r2, but there is no group r2 that says where. "
            "Add r2 with bucket and endpoint, or choose notion or local.",
            id="r2 without r2",
        ),
        pytest.param(
            "r2:\n  bucket: films",
            "main.yaml:3 r2.endpoint: is missing. "
            "Add it: the address of the storage without keys or path.",
            id="half of r2",
        ),
        pytest.param(
            "r2: {bucket: films, endpoint: 'https://me:pw@storage.example'}",
            "main.yaml:3 r2.endpoint: must be the address of the storage without keys or path, "
            "got what looks like a key or password. "
            "Write for example https://ACCOUNT.r2.cloudflarestorage.com.",
            id="password in an address",
        ),
        pytest.param(
            "providers: {upload: youtube}",
            "main.yaml:3 providers.upload: is youtube, but youtube_channel_id is missing, so "
            "nobody can tell the right channel. Add youtube_channel_id.",
            id="upload to nowhere",
        ),
        pytest.param(
            "providers: {audio: elevenlabs}",
            'main.yaml:1 voice_id: must be the id of an ElevenLabs voice, got "en-us". '
            "Copy the id from the voice's page.",
            id="local voice at ElevenLabs",
        ),
        pytest.param(
            "providers: {video: kling}\nvideo: {length: 8}",
            "main.yaml:4 video.length: must be 5 or 10, which is what Kling makes, got 8. "
            "Write 5 or 10.",
            id="length Kling cannot make",
        ),
        pytest.param(
            "branding: {watermark: logo.svg}",
            "main.yaml:3 branding.watermark: must be the path of a .png or .webp file, "
            'got "logo.svg". Name such a file, or leave it empty.',
            id="picture of another kind",
        ),
        pytest.param(
            "branding: {intro: /nowhere/intro.mp4}",
            "main.yaml:3 branding.intro: names no file: /nowhere/intro.mp4. "
            "Put it there, or leave it empty.",
            id="film that is not there",
        ),
        pytest.param(
            "command_dir: /nowhere",
            "main.yaml:3 command_dir: names no folder: /nowhere. "
            "Put the scripts there, or leave it empty.",
            id="folder that is not there",
        ),
    ],
)
def test_fault_in_a_field_gets_one_sentence(folder: Path, line: str, sentence: str) -> None:
    path = write(folder, "main.yaml", f"{HEAD}{line}\n")

    assert sentences(path) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "", "main.yaml:1 is empty. Copy _example.yaml and fill it in.", id="empty file"
        ),
        pytest.param(
            "# later", "main.yaml:1 is empty. Copy _example.yaml and fill it in.", id="comments"
        ),
        pytest.param(
            "- main",
            "main.yaml:1 holds no fields. Begin with a line such as channel_id: name.",
            id="a list",
        ),
        pytest.param(
            "video:\n\tfps: 30",
            "main.yaml:2 has a tab where spaces belong. Indent with spaces.",
            id="tab",
        ),
        pytest.param(
            "a: @x",
            "main.yaml:1 has a value that begins with a sign of YAML's own (@, ` or %). "
            "Put the whole value in quotes.",
            id="reserved sign",
        ),
        pytest.param(
            "a: Rome: a city",
            "main.yaml:1 has a colon inside of a value, or is indented further than the fields "
            "above it. Put the whole value in quotes, or line the field up with its neighbours.",
            id="colon",
        ),
        pytest.param(
            'a: 1\nb: "open\nc: 2',
            "main.yaml:2 opens a quote that is never closed. Close it at the end of the value.",
            id="open quote",
        ),
        pytest.param(
            "a: [1, 2\nb: 3",
            "main.yaml:1 opens a bracket that is not closed. "
            "Close the list with ] or the group with }.",
            id="open bracket",
        ),
        pytest.param(
            "a: 1\nb\nc: 3",
            "main.yaml:2 has no colon after the field's name. Write it as field: value.",
            id="no colon",
        ),
        pytest.param(
            'a: "x" y',
            "main.yaml:1 does not line up with the lines above it, or has more after a closing "
            "quote. Give fields of one group the same indentation, and quote whole values.",
            id="more after a quote",
        ),
        pytest.param(
            'a: "C:\\data"',
            "main.yaml:1 has a backslash in double quotes that means nothing. "
            "Use single quotes, or double the backslash.",
            id="backslash",
        ),
        pytest.param(
            "a: 1\n---\nb: 2",
            "main.yaml:2 begins a second document. "
            "Keep one channel in a file and remove the line ---.",
            id="two documents",
        ),
        pytest.param(
            "a: &x [1]\nb: *x",
            "main.yaml:1 uses & or *, which YAML takes for a reference. "
            "Write the value out, or put it in quotes when it begins so.",
            id="alias",
        ),
        pytest.param(
            "emoji: *️⃣",
            "main.yaml:1 uses & or *, which YAML takes for a reference. "
            "Write the value out, or put it in quotes when it begins so.",
            id="emoji that looks like an alias",
        ),
        pytest.param(
            "a: !!python/object/apply:os.system [ls]",
            "main.yaml:1 uses a tag with !. Put the whole value in quotes.",
            id="tag",
        ),
        pytest.param(
            "? [a]\n: b",
            "main.yaml:1 has a list or group as a field's name. Write a name.",
            id="list as a name",
        ),
        pytest.param(
            "a: 1\nb: \x07",
            "main.yaml:2 holds the control character U+0007. Remove it.",
            id="control character",
        ),
        pytest.param(
            b"a: 1\nb: \xff",
            "main.yaml:2 is not written in UTF-8. Save it as UTF-8.",
            id="another encoding",
        ),
        pytest.param(
            "a: " + "[" * 60_000,
            "main.yaml:1 is nested too deeply. See _example.yaml for the fields there are.",
            id="nested",
        ),
        pytest.param(
            "#" * 70_000,
            "main.yaml is larger than 64 KB. Keep the channel's fields only; see _example.yaml.",
            id="huge",
        ),
        pytest.param(
            "channel_id: 123\nchannel_name: Main",
            "main.yaml:1 channel_id: must be 1 to 50 letters, digits, _ or -, like the file's "
            'name, got the number 123. Put it in quotes: "123".',
            id="number as an id",
        ),
        pytest.param(
            "channel_id: other\nchannel_name: Main",
            'main.yaml:1 channel_id: must equal the file\'s name, got "other" in main.yaml. '
            "Write main, or rename the file.",
            id="id of another file",
        ),
        pytest.param(
            "channel_id: main",
            "main.yaml:1 channel_name: is missing. Add it: one line of at most 100 characters.",
            id="no name",
        ),
    ],
)
def test_fault_of_a_file_gets_one_sentence(folder: Path, text: str | bytes, sentence: str) -> None:
    assert sentences(write(folder, "main.yaml", text)) == [sentence]


def test_path_like_id_is_refused(folder: Path) -> None:
    path = write(folder, "main.yaml", "channel_id: ../x\nchannel_name: Main\n")

    assert sentences(path) == [
        "main.yaml:1 channel_id: must be 1 to 50 letters, digits, _ or -, like the file's name, "
        'got "../x". Name file and channel alike.'
    ]


def test_all_faults_of_a_file_are_told_in_the_order_of_its_lines(folder: Path) -> None:
    path = write(folder, "main.yaml", f"{HEAD}priority: hi\nvideo: {{fps: 1}}\nemoji: x\n")

    assert [sentence.split()[0] for sentence in sentences(path)] == [
        "main.yaml:3",
        "main.yaml:4",
        "main.yaml:5",
    ]


def test_secret_is_never_repeated(folder: Path) -> None:
    text = f'{HEAD}elevenlabs_token: hunter2\npassword: hunter2\nvoice_id: "hunter2\n'

    assert "hunter2" not in "".join(sentences(write(folder, "main.yaml", text)))
    assert "hunter2" not in "".join(
        sentences(write(folder, "main.yaml", text.replace('"hunter2', "x")))
    )


def test_broken_file_does_not_stop_the_others(folder: Path) -> None:
    write(folder, "main.yaml", HEAD)
    write(folder, "broken.yaml", "channel_id: [")
    write(folder, "_example.yaml", "not read")
    write(folder, ".#main.yaml", "not read")
    write(folder, "README.md", "not read")

    reading = read_folder(folder)

    assert list(reading.configs) == ["main"]
    assert list(reading.faults) == ["broken"]


def test_both_endings_count(folder: Path) -> None:
    write(folder, "main.yml", HEAD)

    assert list(read_folder(folder).configs) == ["main"]


def test_two_endings_of_one_channel_hold_it(folder: Path) -> None:
    write(folder, "main.yaml", HEAD)
    write(folder, "main.yml", HEAD)

    reading = read_folder(folder)

    assert not reading.configs
    assert [str(fault) for fault in reading.faults["main"]] == [
        "main.yml describes the same channel as main.yaml. Keep one of the two files."
    ]


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system ignores case")
def test_ids_that_differ_in_case_only_clash(folder: Path) -> None:
    write(folder, "Main.yaml", HEAD.replace("id: main", "id: Main"))
    write(folder, "main.yaml", HEAD)

    reading = read_folder(folder)

    assert list(reading.configs) == ["Main"]
    assert [str(fault) for fault in reading.faults["main"]] == [
        "main.yaml describes the same channel as Main.yaml. Keep one of the two files."
    ]


def test_channels_may_share_a_notion_board(folder: Path) -> None:
    line = "notion_database_id: 0123456789abcdef0123456789abcdef"
    write(folder, "first.yaml", f"channel_id: first\nchannel_name: First\n{line}\n")
    write(folder, "second.yaml", f"channel_id: second\nchannel_name: Second\n{line}\n")

    reading = read_folder(folder)

    assert not reading.faults


def test_the_youtube_id_of_another_channel_is_a_fault_of_the_second(folder: Path) -> None:
    line = "youtube_channel_id: UCabcdefghijklmnopqrstuv"
    write(folder, "first.yaml", f"channel_id: first\nchannel_name: First\n{line}\n")
    write(folder, "second.yaml", f"channel_id: second\nchannel_name: Second\n{line}\n")

    reading = read_folder(folder)

    assert list(reading.configs) == ["first"]
    assert [str(fault) for fault in reading.faults["second"]] == [
        f"second.yaml:3 {line.split(':')[0]}: belongs to the channel first already. "
        "Give every channel its own."
    ]


@pytest.mark.parametrize("name", ["my channel.yaml", "ärger.yaml", f"{'x' * 51}.yaml", "a.b.yaml"])
def test_name_that_can_be_no_channel_is_a_fault(folder: Path, name: str) -> None:
    write(folder, name, HEAD)

    reading = read_folder(folder)

    assert not reading.configs
    assert [str(fault) for fault in reading.faults[name.removesuffix(".yaml")]] == [
        f"{name} is named as no channel can be. "
        "Use 1 to 50 letters, digits, _ or - and the ending .yaml."
    ]


def test_what_is_no_file_is_a_fault(folder: Path) -> None:
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    (folder / "circle.yaml").symlink_to("circle.yaml")
    (folder / "outside.yaml").symlink_to("/etc/passwd")

    faults = read_folder(folder).faults

    assert [str(faults[name][0]) for name in sorted(faults)] == [
        "circle.yaml cannot be read: Too many levels of symbolic links. Make it a readable file.",
        "folder.yaml cannot be read: Is a directory. Make it a readable file.",
        "outside.yaml is a link to a place outside of the folder. Copy the file here.",
        "pipe.yaml is no regular file. Put a file with the channel's fields here.",
    ]


def test_link_inside_of_the_folder_is_followed(folder: Path) -> None:
    (folder / "..data").mkdir()
    write(folder / "..data", "main.yaml", HEAD)
    (folder / "main.yaml").symlink_to("..data/main.yaml")

    assert list(read_folder(folder).configs) == ["main"]


def test_unreadable_file_is_a_fault(folder: Path) -> None:
    path = write(folder, "main.yaml", HEAD)
    path.chmod(0)

    with another_account():
        faults = sentences(path)

    assert faults == ["main.yaml cannot be read: Permission denied. Make it a readable file."]


def test_missing_folder_is_told_under_no_channel(tmp_path: Path) -> None:
    reading = read_folder(tmp_path / "nowhere")

    assert not reading.configs
    assert [str(fault) for fault in reading.faults[""]] == [
        "nowhere cannot be read: No such file or directory. Check CHANNEL_CONFIG_DIR."
    ]


def test_fingerprint_changes_with_content_name_and_rights(folder: Path) -> None:
    path = write(folder, "main.yaml", HEAD)
    marks = [fingerprint(folder)]

    path.write_text(HEAD.replace("Main", "Mine"))
    marks.append(fingerprint(folder))
    path.rename(folder / "other.yaml")
    marks.append(fingerprint(folder))
    (folder / "other.yaml").chmod(0o600)
    marks.append(fingerprint(folder))

    assert len(set(marks)) == 4
    assert fingerprint(folder) == marks[-1] == read_folder(folder).fingerprint


def test_sample_channels_and_example_are_fine() -> None:
    samples = PROJECT / "channel_configs"

    reading = read_folder(samples)

    assert not reading.faults
    assert sorted(reading.configs) == ["daily_histories", "quiet_science"]
    assert read_channel(samples / "_example.yaml").channel_id == "_example"
