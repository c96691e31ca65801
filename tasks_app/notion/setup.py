"""Make the boards: databases, columns, options, relations and views that are missing.

It can be run again at any time: what is there is found and left as people have it; nothing is ever
deleted. What a lost answer may have made is looked for under the parent page first.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks_app.models import Board, BoardKind
from tasks_app.notion import boards, columns, views
from tasks_app.notion.binding import Bound, Json, bind_schema
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import LostAnswer, Malformed, NotFound
from tasks_app.notion.schema import COSTS, DATABASES, SATELLITES, Database, Option, channel_options

AUTOMATIC_NAME = "Related to "


@dataclass(slots=True)
class Outcome:
    """The ids of the databases, what was made, and what a person has to do."""

    database_ids: dict[BoardKind, uuid.UUID] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)


def set_up(client: NotionClient, parent_page_id: uuid.UUID) -> Outcome:
    """Complete the five databases under a page; raises a `NotionFault` that run again may mend."""
    return _Setup(client, parent_page_id).run()


class _Setup:
    def __init__(self, client: NotionClient, parent_page_id: uuid.UUID) -> None:
        self.client = client
        self.parent = parent_page_id
        self.names = boards.channel_names()
        self.channels: Sequence[Option] = channel_options(self.names)
        self.outcome = Outcome()

    def run(self) -> Outcome:
        there = self._databases_there()
        tasks = self._database(DATABASES[BoardKind.TASKS], there.get("Tasks"))
        for kind in SATELLITES:
            target = (self._bound(tasks).properties.get(kind.label) or {}).get("target") or {}
            known = target.get("database_id") or there.get(kind.label)
            self._satellite(tasks, kind, known)
        self._database(COSTS, there.get(COSTS.title), tasks=tasks)
        self._views(tasks)
        board, _made = Board.objects.get_or_create(
            database_id=tasks.database_id, defaults={"kind": BoardKind.TASKS}
        )
        bound = boards.bind(self.client, board)
        self.outcome.to_do += boards.held_reasons([bound, *bound.satellites.all()])
        return self.outcome

    def _databases_there(self) -> dict[str, str]:
        """Databases that stand on the parent page, by their titles."""
        return {
            block["child_database"]["title"].strip(): block["id"]
            for block in self.client.child_blocks(self.parent)
            if block["type"] == "child_database" and not block.get("in_trash")
        }

    def _database(
        self, database: Database, known: str | None, *, tasks: _Source | None = None
    ) -> _Source:
        """A database with every column of ours; made when it is not known."""
        tasks_source = tasks.source_id if tasks else None
        if known is None:
            known = self._make(database, tasks_source)
        source = self._source(database, known)
        self.outcome.database_ids[database.kind] = source.database_id
        lacking = columns.missing(
            database,
            source.shown,
            self._bound(source),
            channels=self.channels,
            tasks_source=tasks_source,
        )
        self.outcome.to_do += lacking.in_the_way
        if lacking.columns or lacking.options:
            body = {**lacking.columns, **lacking.options}
            shown = self.client.update_data_source(source.source_id, body)["properties"]
            source.shown = shown
            added = [*lacking.columns, *(_name_of(shown, each) for each in lacking.options)]
            self.outcome.made.append(f"{database.title}: completed {', '.join(added)}")
        return source

    def _make(self, database: Database, tasks_source: uuid.UUID | None) -> str:
        everything = columns.missing(
            database, {}, Bound(), channels=self.channels, tasks_source=tasks_source
        )
        try:
            made = self.client.create_database(self.parent, database.title, everything.columns)
            found = str(made["id"])
        except LostAnswer as fault:
            committed = fault.committed_resource_id or self._databases_there().get(database.title)
            if committed is None:
                raise
            found = str(committed)
        self.outcome.made.append(f"{database.title}: made")
        return found

    def _source(self, database: Database, database_id: str) -> _Source:
        shown = self.client.database(database_id)
        sources = shown["data_sources"]
        known = Board.objects.filter(database_id=database_id).first()
        source_id = str(known.data_source_id) if known and known.data_source_id else ""
        if source_id not in {each["id"] for each in sources}:
            source_id = sources[0]["id"]
        schema = self.client.data_source(source_id)["properties"]
        return _Source(
            database,
            uuid.UUID(database_id),
            uuid.UUID(source_id),
            schema,
            known.properties if known else {},
        )

    def _satellite(self, tasks: _Source, kind: BoardKind, known: str | None) -> None:
        """A board of files, and its relation with the Tasks board named on both sides."""
        database = DATABASES[kind]
        if known is not None:
            # The far side of a relation that somebody made on the Tasks board.
            self._name_far_side(tasks, self._source(database, known), kind.label, "Task")
        source = self._database(database, known, tasks=tasks)
        tasks.shown = self.client.data_source(tasks.source_id)["properties"]
        self._name_far_side(source, tasks, "Task", kind.label)

    def _name_far_side(self, near: _Source, far: _Source, name: str, far_name: str) -> None:
        """Call the other end of a dual relation as we do, while it has the name Notion gave it."""
        binding = self._bound(near).properties.get(name)
        column = near.shown[binding["name"]] if binding else None
        dual = (column or {}).get("relation", {}).get("dual_property") or {}
        back = next(
            (each for each in far.shown.values() if each["id"] == dual.get("synced_property_id")),
            None,
        )
        if back is None or not back["name"].startswith(AUTOMATIC_NAME):
            return
        if far_name in far.shown:
            self.outcome.to_do.append(
                f"{far.database.title}: rename “{back['name']}” to “{far_name}” once the other "
                "column of this name has another."
            )
            return
        body = {back["id"]: {"name": far_name}}
        far.shown = self.client.update_data_source(far.source_id, body)["properties"]
        self.outcome.made.append(f"{far.database.title}: named the relation {far_name}")

    def _views(self, tasks: _Source) -> None:
        wanted = views.wanted(self.names)
        try:
            place = (tasks.database_id, tasks.source_id)
            made = views.make_missing(self.client, place, self._bound(tasks), tasks.shown, wanted)
        except (Malformed, NotFound) as fault:
            names = ", ".join(view.name for view in wanted)
            self.outcome.to_do.append(f"Make these views by hand: {names}. Notion said: {fault}")
            return
        if made:
            self.outcome.made.append(f"Tasks: made the views {', '.join(made)}")

    def _bound(self, source: _Source) -> Bound:
        return bind_schema(
            source.database, source.shown, known=source.known, channels=self.channels
        )


@dataclass(slots=True)
class _Source:
    """A database of ours as it stands, with the bindings it had before."""

    database: Database
    database_id: uuid.UUID
    source_id: uuid.UUID
    shown: dict[str, Json]
    known: dict[str, Json]


def _name_of(shown: dict[str, Json], property_id: str) -> str:
    return next((name for name, each in shown.items() if each["id"] == property_id), property_id)
