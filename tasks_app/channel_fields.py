"""The fields of a channel's file: types, limits and defaults (docs/channels.md describes them all).

Nothing here reads files or knows Django; sentences about faults are made in `channel_faults`.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

ID_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,50}")
NOTION_ID = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
RESOLUTION = re.compile(r"(\d{3,4})x(\d{3,4})")
SIDES = range(128, 3841, 2)
SLOT = re.compile(
    r"(?:(?P<day>daily|mon|tue|wed|thu|fri|sat|sun) )?(?P<time>(?:[01]\d|2[0-3]):[0-5]\d)"
)
PLACEHOLDER = re.compile(r"\{(\w*)\}")
PLACEHOLDERS = frozenset({"title", "topic", "channel"})
# Limits of YouTube: https://developers.google.com/youtube/v3/docs/videos
TAGS_LETTERS = 500
DESCRIPTION_BYTES = 5000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a field must be, and the mend, in words for whoever writes the file."""

    must: str
    mend: str


def _one_line(value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise ValueError("not one line of text")
    return value


def _fully(pattern: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def matched(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError("another form")
        return value

    return AfterValidator(matched)


def _emoji(value: str) -> str:
    # Every emoji has a sign from here on; digits and # only begin one.
    if not any(char >= "\u00a9" for char in value) or any(char.isspace() for char in value):
        raise ValueError("no emoji")
    return value


def _resolution(value: str) -> str:
    sides = RESOLUTION.fullmatch(value)
    if not sides or not all(int(side) in SIDES for side in sides.groups()):
        raise ValueError("no resolution")
    return value


def _notion_id(value: str | None) -> str | None:
    if value is None:
        return None
    if not NOTION_ID.fullmatch(value):
        raise ValueError("no database id")
    return str(uuid.UUID(value))


def _written(value: str) -> str:
    """Text of several lines; PostgreSQL stores no NUL, and people see no other control sign."""
    if any(not char.isprintable() and char not in "\n\t" for char in value):
        raise ValueError("control characters")
    return value


def _amount(value: object) -> object:
    """Floats by their shortest text, so that 0.1 stays 0.1; a flag is no number."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _path_with(*suffixes: str) -> AfterValidator:
    def known(value: Path | None) -> Path | None:
        if value is not None and value.suffix.lower() not in suffixes:
            raise ValueError("another kind of file")
        return value

    return AfterValidator(known)


def _description(value: str) -> str:
    unknown = set(PLACEHOLDER.findall(value)) - PLACEHOLDERS
    if unknown or len(value.encode()) > DESCRIPTION_BYTES or set("<>") & set(value):
        raise ValueError("no description")
    return value


def _number_as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _tags(value: tuple[str, ...]) -> tuple[str, ...]:
    letters = sum(len(tag) + 2 * (" " in tag) for tag in value)
    if letters > TAGS_LETTERS or any(set("<>,") & set(tag) for tag in value):
        raise ValueError("no tags")
    return value


def _slot(value: object) -> object:
    slot = SLOT.fullmatch(" ".join(value.lower().split())) if isinstance(value, str) else None
    if slot is None:
        raise ValueError("no slot")
    return f"{slot['day'] or 'daily'} {slot['time']}"


RETRIES = Field(default=4, ge=0, le=20)
Line = Annotated[str, AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_written)]
Film = Annotated[
    Path | None,
    Field(strict=False),
    _path_with(".mp4", ".mov", ".mkv", ".webm"),
    Rule("the path of an .mp4, .mov, .mkv or .webm file", "Name such a file, or leave it empty."),
]
Picture = Annotated[
    Path | None,
    Field(strict=False),
    _path_with(".png", ".webp"),
    Rule("the path of a .png or .webp file", "Name such a file, or leave it empty."),
]
Provider = Literal["local", "command"]


class Fields(BaseModel):
    """A group of fields: unknown ones are faults, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Branding(Fields):
    intro: Film = None
    outro: Film = None
    watermark: Picture = None


class R2(Fields):
    bucket: Annotated[
        str,
        _fully(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"),
        Rule("the name of a bucket", "Write 3 to 63 small letters, digits or hyphens."),
    ]
    endpoint: Annotated[
        str,
        _fully(r"https?://[A-Za-z0-9.:\[\]-]{1,200}/?"),
        Rule(
            "the address of the storage without keys or path",
            "Write for example https://ACCOUNT.r2.cloudflarestorage.com.",
        ),
    ]


class Providers(Fields):
    assets: Literal[Provider, "gemini"] = "local"
    composites: Provider = "local"
    video: Literal[Provider, "kling"] = "local"
    audio: Literal[Provider, "elevenlabs"] = "local"
    sfx: Literal[Provider, "elevenlabs"] = "local"
    assembly: Provider = "local"
    upload: Literal[Provider, "youtube"] = "local"


class AutoProceed(Fields):
    assets: bool = False
    video: bool = False
    audio: bool = False


class MaxRetries(Fields):
    assets: int = RETRIES
    composites: int = RETRIES
    video: int = RETRIES
    audio: int = RETRIES
    sfx: int = RETRIES
    assembly: int = RETRIES
    upload: int = RETRIES


class Counts(Fields):
    characters: int = Field(default=7, ge=0, le=20)
    environments: int = Field(default=9, ge=1, le=20)
    props: int = Field(default=6, ge=0, le=20)
    clips: int = Field(default=18, ge=1, le=60)


class Workflow(Fields):
    auto_proceed: AutoProceed = AutoProceed()
    max_retries: MaxRetries = MaxRetries()
    counts: Counts = Counts()


class Video(Fields):
    resolution: Annotated[
        str,
        AfterValidator(_resolution),
        Rule(
            "a width and a height, both even and from 128 to 3840",
            "Write for example 1920x1080.",
        ),
    ] = "1920x1080"
    fps: int = Field(default=30, ge=5, le=60)
    length: int = Field(default=10, ge=2, le=60)

    @property
    def size(self) -> tuple[int, int]:
        width, height = self.resolution.split("x")
        return int(width), int(height)


class YouTube(Fields):
    privacy: Literal["private", "unlisted", "public"] = "private"
    category: Annotated[
        str,
        BeforeValidator(_number_as_text),
        _fully(r"[1-9]\d?"),
        Rule("the number of a YouTube category", 'Write for example "27" for Education.'),
    ] = "27"
    tags: Annotated[
        tuple[Annotated[Line, Field(max_length=100)], ...],
        Field(strict=False),
        AfterValidator(_tags),
        Rule(
            f"a list of tags, together at most {TAGS_LETTERS} characters, without < > or commas",
            "Write for example [history, rome].",
        ),
    ] = ()
    description: Annotated[
        Text,
        AfterValidator(_description),
        Rule(
            f"text of at most {DESCRIPTION_BYTES} bytes without < and >, "
            "with no other placeholders than {title}, {topic} and {channel}",
            "Take the other placeholders and signs out.",
        ),
    ] = "{title}\n\n{topic}"
    made_for_kids: bool = False
    synthetic_media: bool = True
    slots: Annotated[
        tuple[Annotated[str, BeforeValidator(_slot)], ...],
        Field(strict=False, max_length=50),
        Rule(
            "a list of up to 50 weekly or daily times in UTC",
            'Write for example ["daily 18:00", "fri 09:30"].',
        ),
    ] = ()


class ChannelConfig(Fields):
    """One channel as its file describes it; branding paths are absolute once a file was read."""

    channel_id: Annotated[
        str,
        _fully(ID_PATTERN.pattern),
        Rule(
            "1 to 50 letters, digits, _ or -, like the file's name", "Name file and channel alike."
        ),
    ]
    channel_name: Annotated[
        Line,
        Field(max_length=100),
        Rule("one line of at most 100 characters", "Write the name that people know."),
    ]
    is_active: bool = True
    emoji: Annotated[
        str,
        Field(max_length=16),
        AfterValidator(_emoji),
        Rule("one emoji", "Write the sign itself, for example 🎬."),
    ] = "🎬"
    color: Annotated[
        str,
        _fully(r"#[0-9a-fA-F]{6}"),
        AfterValidator(str.lower),
        Rule("a colour of six hexadecimal digits", 'Write for example "#4f46e5", with the quotes.'),
    ] = "#4f46e5"
    priority: Literal["low", "normal", "high"] = "normal"
    max_concurrent: int = Field(default=2, ge=1, le=10)
    budget_daily_usd: Annotated[
        Decimal | None,
        Field(strict=False, ge=0, le=100_000, decimal_places=2),
        BeforeValidator(_amount),
        Rule("an amount from 0 to 100000 with at most two decimals", "Write for example 12.50."),
    ] = None
    notion_database_id: Annotated[
        str | None,
        AfterValidator(_notion_id),
        Rule(
            "the 32 hexadecimal digits of a Notion database",
            "Copy them out of the database's address, in front of ?v=, and put them in quotes.",
        ),
    ] = None
    youtube_channel_id: Annotated[
        str | None,
        Field(pattern=r"^UC[A-Za-z0-9_-]{22}$"),
        Rule(
            "the 24 characters of a YouTube channel's id, UC first",
            "Copy it from YouTube: Settings, Advanced settings.",
        ),
    ] = None
    voice_id: Annotated[
        Line,
        Field(max_length=100),
        Rule("one line of at most 100 characters", "Name a voice of the audio provider."),
    ] = "en-us"
    brand_style: Annotated[
        Text,
        Field(max_length=500),
        Rule("text of at most 500 characters", "Say in a sentence how pictures look."),
    ] = ""
    branding: Branding = Branding()
    storage_strategy: Literal["notion", "r2", "local"] = "notion"
    r2: R2 | None = None
    providers: Providers = Providers()
    command_dir: Annotated[
        Path | None,
        Field(strict=False),
        Rule("the path of a folder", "Name the folder with the scripts."),
    ] = None
    workflow: Workflow = Workflow()
    video: Video = Video()
    youtube: YouTube = YouTube()

    def provider_for(self, step: str) -> str:
        return str(getattr(self.providers, step))

    def max_retries_for(self, step: str) -> int:
        return int(getattr(self.workflow.max_retries, step))

    def proceeds_at(self, gate: str) -> bool:
        """Whether this gate lets tasks through by itself; the final one never does."""
        return bool(getattr(self.workflow.auto_proceed, gate, False))

    def as_json(self) -> dict[str, Any]:
        """The whole configuration as plain JSON, for the snapshot in the database."""
        return self.model_dump(mode="json")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """A snapshot read back; fields that only another version knows are left out."""
        return cls.model_validate(data, extra="ignore")
