"""The shot list as a form: a row per clip, and a line per character, environment and prop.

Rows are read in the order of the page, so adding, removing and moving them needs no numbering.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from tasks_app.admin.idea_form import one_kind_of_line_end
from videogen.lib.errors import DomainError

COLUMNS: dict[str, str] = {
    "narration": "Narration",
    "scene": "Scene",
    "motion": "Motion",
    "sound": "Sound",
    "image": "Image",
}
SUBJECTS: dict[str, str] = {
    "characters": "Characters",
    "environments": "Environments",
    "props": "Props",
}
PLACE = re.compile(
    r"^(?P<list>[a-z]+)(?:\[(?P<position>\d+)\])?(?:\.(?P<column>[a-z]+))? (?P<words>.+)$", re.S
)


@dataclass(slots=True)
class Cell:
    name: str
    label: str
    text: str
    error: str = ""


@dataclass(slots=True)
class Row:
    number: int
    cells: list[Cell]
    error: str = ""


@dataclass(slots=True)
class PlanForm:
    rows: list[Row]
    subjects: list[Cell]
    given: bool
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, plan: Mapping[str, Any]) -> PlanForm:
        return cls(
            rows=[_row(n, clip) for n, clip in enumerate(plan.get("clips", ()), start=1)],
            subjects=[
                Cell(name, label, "\n".join(" ".join(s.split()) for s in plan.get(name, ())))
                for name, label in SUBJECTS.items()
            ],
            given=bool(plan.get("given")),
        )

    @classmethod
    def sent(cls, post: QueryDict, *, given: bool) -> PlanForm:
        """What the person sent; a row whose fields are all empty was meant to be none."""
        columns = {name: post.getlist(name) for name in COLUMNS}
        count = min(len(texts) for texts in columns.values())
        clips = [
            {name: one_kind_of_line_end(texts[n]).strip() for name, texts in columns.items()}
            for n in range(count)
        ]
        subjects: dict[str, list[str]] = {
            name: [line.strip() for line in post.get(name, "").splitlines() if line.strip()]
            for name in SUBJECTS
        }
        return cls.of({"clips": [c for c in clips if any(c.values())], "given": given, **subjects})

    @property
    def blank(self) -> Row:
        """The row that the page copies for a new clip."""
        return _row(0, {})

    def plan(self) -> dict[str, Any]:
        """The stored form; the domain checks it."""
        return {
            "given": self.given,
            "clips": [
                {"index": row.number, **{cell.name: cell.text for cell in row.cells}}
                for row in self.rows
            ],
            **{cell.name: cell.text.splitlines() for cell in self.subjects},
        }

    def take_over(self, fault: DomainError) -> None:
        """Show a refusal at the field that the first word of its sentence names, or above all."""
        sentences = fault.errors.get("plan")
        for sentence in sentences if isinstance(sentences, list) else [fault.detail]:
            match = PLACE.match(str(sentence))
            place = self._find(match.groupdict()) if match else None
            if match is None or place is None:
                self.errors.append(str(sentence))
            else:
                place.error = match["words"][:1].upper() + match["words"][1:]

    def _find(self, place: Mapping[str, str | None]) -> Cell | Row | None:
        position = int(place["position"] or 0)
        if place["list"] == "clips" and 0 < position <= len(self.rows):
            row = self.rows[position - 1]
            return next((c for c in row.cells if c.name == place["column"]), row)
        return next((cell for cell in self.subjects if cell.name == place["list"]), None)


def _row(number: int, clip: Mapping[str, Any]) -> Row:
    return Row(number, [Cell(n, label, str(clip.get(n, ""))) for n, label in COLUMNS.items()])
