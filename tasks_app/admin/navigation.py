"""The navigation beside every admin page: the same rows as Django's, in the order people work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tasks_app import access
from tasks_app.access import Requester

ORDER: dict[str, tuple[str, ...]] = {
    "Work": ("Task", "Asset", "Channel", "NotionConnection"),
    "Record": (
        "Notification",
        "Parked",
        "Review",
        "AuditEntry",
        "Event",
        "Call",
        "Lease",
        "RefusedEdit",
    ),
    "People": ("User", "Group"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is no list: label, name of its address, icon, and how many things wait there.

    `count_name` names the address that answers with the count of now, for a page drawn before.
    """

    label: str
    name: str
    icon: str
    count: Callable[[Requester], int] | None = None
    count_name: str = ""


def waiting_count(user: Requester) -> int:
    """How many tasks wait for a decision."""
    return access.visible_tasks(user).at_gate().count()


PAGES: dict[str, tuple[Page, ...]] = {
    "Task": (
        Page(
            "Review",
            "admin:reviews_app_desk",
            "review",
            waiting_count,
            "admin:reviews_app_desk_waiting",
        ),
        Page("Board", "admin:tasks_app_task_board", "board"),
    ),
    "Review": (Page("Statistics", "admin:reviews_app_review_statistics", "statistics"),),
}
"""Beside a model's list."""

OTHER_ICON = "job"
# django-q2 calls its rows tasks; here a task is a video.
RENAMED = {
    "AuditEntry": "Audit log",
    "Review": "Decisions",
    "NotionConnection": "Notion",
    "Schedule": "Scheduled jobs",
    "Success": "Finished jobs",
    "Failure": "Failed jobs",
}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    icon: str
    is_current: bool
    count: int = 0
    count_url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    links: list[Link] = field(default_factory=list)


def sections(apps: Iterable[Mapping[str, Any]], path: str, user: Requester) -> list[Section]:
    """Django's list of apps and models that the person may see, as sections of links."""
    home = reverse("admin:index")
    result = [Section("", [Link("Overview", home, "home", path == home)])]
    others = {
        model["object_name"]: (app["name"], model)
        for app in apps
        for model in app["models"]
        if model["admin_url"]
    }
    for title, names in ORDER.items():
        ours = [others.pop(name)[1] for name in names if name in others]
        if ours:
            links = [link for model in ours for link in _links(model, path, user)]
            result.append(Section(title, links))
    for title, model in others.values():
        if result[-1].title != title:
            result.append(Section(title))
        result[-1].links.append(_link(model, path))
    return result


def _links(model: Mapping[str, Any], path: str, user: Requester) -> list[Link]:
    """The list of a model, after the pages that are no list but show the same rows."""
    pages = [
        Link(
            page.label,
            url,
            page.icon,
            path.startswith(url),
            page.count(user) if page.count else 0,
            reverse(page.count_name) if page.count_name else "",
        )
        for page in PAGES.get(model["object_name"], ())
        for url in [reverse(page.name)]
    ]
    return [*pages, _link(model, path)]


def _is_page(path: str) -> bool:
    """Whether the path belongs to a page that has a link of its own."""
    pages = (page for beside in PAGES.values() for page in beside)
    return any(path.startswith(reverse(page.name)) for page in pages)


def _link(model: Mapping[str, Any], path: str) -> Link:
    name = model["object_name"]
    known = any(name in names for names in ORDER.values())
    return Link(
        label=RENAMED.get(name, str(model["name"])),
        url=model["admin_url"],
        icon=name.lower() if known else OTHER_ICON,
        is_current=path.startswith(model["admin_url"]) and not _is_page(path),
    )
