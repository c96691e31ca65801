"""The channels' YAML files: read, checked, and never a reason to stop (docs/channels.md).

Pure reading: `tasks_app.channels` takes over into the database what is found here. A faulty file
concerns its own channel only; a channel with a fault has no configuration in the reading.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from tasks_app.channel_faults import Fault, Report, contradictions
from tasks_app.channel_fields import ID_PATTERN, ChannelConfig
from tasks_app.channel_yaml import SIZE_LIMIT, BadYaml, Document, Place, parse

__all__ = (
    "ChannelBroken",
    "ChannelConfig",
    "Fault",
    "FolderReading",
    "fingerprint",
    "read_channel",
    "read_folder",
)

SUFFIXES = (".yaml", ".yml")
# Examples, and what editors and mounts leave beside a file.
SKIPPED = ("_", ".")
WATCHED_ENTRIES = 2000


class ChannelBroken(Exception):
    """A channel's file cannot be used; `faults` says why, the text is all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class FolderReading:
    """All channels of a folder: each is either in `configs` or in `faults`.

    Faults of the folder itself stand under the empty id. `fingerprint` was taken before reading,
    so that a change during the reading shows as a change afterwards.
    """

    configs: Mapping[str, ChannelConfig]
    faults: Mapping[str, tuple[Fault, ...]]
    fingerprint: str


def read_channel(path: Path) -> ChannelConfig:
    """The channel that a file describes; raises `ChannelBroken`."""
    return _read(path)[0]


def read_folder(folder: Path) -> FolderReading:
    """Every channel file in a folder; nothing in a file makes this raise."""
    mark = fingerprint(folder)
    configs: dict[str, ChannelConfig] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    try:
        paths = sorted(path for path in folder.iterdir() if _is_channel_file(path))
    except OSError as error:
        fault = Fault(
            folder.name, 0, "", f"cannot be read: {error.strerror}", "Check CHANNEL_CONFIG_DIR."
        )
        return FolderReading({}, {"": (fault,)}, mark)
    for path in paths:
        found = [*_clashes(path, paths)]
        try:
            config, document = _read(path)
        except ChannelBroken as broken:
            found += broken.faults
        else:
            found = found or [*_taken(config, path, document, configs)]
            configs[path.stem] = config
        if found:
            faults[path.stem] = (*faults.get(path.stem, ()), *found)
    fine = {name: config for name, config in configs.items() if name not in faults}
    return FolderReading(fine, faults, mark)


def fingerprint(folder: Path) -> str:
    """Changes whenever a file in the folder does; cheap, since nothing is opened.

    Files elsewhere that a channel names are not watched: read again while there are faults.
    """
    whole = hashlib.sha256()
    for path in sorted(islice(folder.rglob("*"), WATCHED_ENTRIES)):
        whole.update(f"{path.relative_to(folder)}\0{_stamp(path)}\0".encode(errors="replace"))
    return whole.hexdigest()


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError as error:
        return str(error.errno)
    return f"{found.st_ino} {found.st_size} {found.st_mode} {found.st_mtime_ns} {found.st_ctime_ns}"


def _is_channel_file(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(SKIPPED)


def _read(path: Path) -> tuple[ChannelConfig, Document]:
    document, text = _document(path)
    report = Report(path.name, document, text)
    report.add_written()
    config = _validated(document, report)
    channel_id = document.data.get("channel_id")
    if isinstance(channel_id, str) and channel_id != path.stem:
        report.add(
            ("channel_id",),
            f'must equal the file\'s name, got "{channel_id[:50]}" in {path.name}',
            f"Write {path.stem}, or rename the file.",
        )
    if config is not None:
        config = _with_absolute_paths(config, path.parent)
        for place, message, mend in (*contradictions(config), *_absent(config)):
            report.add(place, message, mend)
    if report.faults or config is None:
        raise ChannelBroken(report.faults)
    return config, document


def _document(path: Path) -> tuple[Document, str]:
    """What the file says and its text; raises `ChannelBroken` when it cannot be read at all."""
    if not ID_PATTERN.fullmatch(path.stem):
        raise _broken(
            path,
            "is named as no channel can be",
            "Use 1 to 50 letters, digits, _ or - and the ending .yaml.",
        )
    try:
        text = _bytes(path).decode("utf-8-sig")
        return parse(text), text
    except OSError as error:
        raise _broken(
            path, f"cannot be read: {error.strerror}", "Make it a readable file."
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _broken(path, "is not written in UTF-8", "Save it as UTF-8.", line=line) from error
    except BadYaml as error:
        raise _broken(path, error.message, error.mend, line=error.line) from error


def _bytes(path: Path) -> bytes:
    """The content of a regular file inside of its folder, of bounded size."""
    # Not Path.resolve: it raises for links that lead in a circle, which opening says better.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        raise _broken(path, "is a link to a place outside of the folder", "Copy the file here.")
    # Without O_NONBLOCK, opening a pipe would wait for a writer that never comes.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _broken(path, "is no regular file", "Put a file with the channel's fields here.")
        data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise _broken(
            path,
            f"is larger than {SIZE_LIMIT // 1024} KB",
            "Keep the channel's fields only; see _example.yaml.",
        )
    return data


def _validated(document: Document, report: Report) -> ChannelConfig | None:
    try:
        return ChannelConfig.model_validate(document.data)
    except ValidationError as error:
        report.add_invalid(error)
        return None


def _with_absolute_paths(config: ChannelConfig, folder: Path) -> ChannelConfig:
    """Paths as every process can use them; in the file they are relative to its folder."""
    branding = {
        name: folder.resolve() / path for name, path in config.branding if isinstance(path, Path)
    }
    command_dir = config.command_dir and folder.resolve() / config.command_dir
    return config.model_copy(
        update={
            "branding": config.branding.model_copy(update=branding),
            "command_dir": command_dir,
        }
    )


def _absent(config: ChannelConfig) -> Iterator[tuple[Place, str, str]]:
    """Files and folders that the channel names and that are not there."""
    for name, path in config.branding:
        if isinstance(path, Path) and not path.is_file():
            yield ("branding", name), f"names no file: {path}", "Put it there, or leave it empty."
    if config.command_dir is not None and not config.command_dir.is_dir():
        yield (
            ("command_dir",),
            f"names no folder: {config.command_dir}",
            "Put the scripts there, or leave it empty.",
        )


def _clashes(path: Path, paths: Iterable[Path]) -> Iterator[Fault]:
    """Files before this one whose name means the same channel, also where case does not count."""
    for other in paths:
        if other == path:
            return
        if other.stem.lower() == path.stem.lower():
            yield Fault(
                path.name,
                0,
                "",
                f"describes the same channel as {other.name}",
                "Keep one of the two files.",
            )


def _taken(
    config: ChannelConfig, path: Path, document: Document, configs: Mapping[str, ChannelConfig]
) -> Iterator[Fault]:
    """A YouTube channel that an earlier file has already. A Notion board may be shared."""
    name, value = "youtube_channel_id", config.youtube_channel_id
    owner = next((pk for pk, other in configs.items() if other.youtube_channel_id == value), None)
    if value is not None and owner is not None:
        message = f"belongs to the channel {owner} already"
        line = document.line_of((name,))
        yield Fault(path.name, line, name, message, "Give every channel its own.")


def _broken(path: Path, message: str, mend: str, *, line: int = 0) -> ChannelBroken:
    return ChannelBroken((Fault(path.name, line, "", message, mend),))
