"""Who did it: one frozen value, the only way to say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from videogen.accounts.models import User


class ActorKind(StrEnum):
    PERSON = "person"
    NOTION = "notion"
    COMMAND = "command"
    WORKER = "worker"
    SYSTEM = "system"


HUMAN = frozenset({ActorKind.PERSON, ActorKind.NOTION, ActorKind.COMMAND})
WORKER = frozenset({ActorKind.WORKER})
SYSTEM = frozenset({ActorKind.SYSTEM})


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    id: str
    name: str

    @classmethod
    def person(cls, user: User) -> Actor:
        return cls(ActorKind.PERSON, str(user.pk), str(user))

    @classmethod
    def notion(cls, person_id: str, name: str) -> Actor:
        return cls(ActorKind.NOTION, person_id, name)

    @classmethod
    def command(cls, name: str) -> Actor:
        return cls(ActorKind.COMMAND, name, f"manage.py {name}")

    @classmethod
    def worker(cls, name: str) -> Actor:
        return cls(ActorKind.WORKER, name, f"worker {name}")

    @classmethod
    def system(cls, name: str) -> Actor:
        return cls(ActorKind.SYSTEM, name, name)

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind.value, "id": self.id, "name": self.name}
