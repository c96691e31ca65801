"""The navigation beside every admin page: the same rows as Django's, in the order people work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

ORDER: dict[str, tuple[str, ...]] = {
    "Work": ("Task", "Asset", "Channel"),
    "Record": ("Review", "Event", "Call", "Lease"),
    "People": ("User", "Group"),
}
PAGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Task": (("Board", "admin:tasks_app_task_board", "board"),),
}
"""Beside a model's list: label, name of the address, and icon."""

OTHER_ICON = "job"
# django-q2 calls its rows tasks; here a task is a video.
RENAMED = {"Schedule": "Scheduled jobs", "Success": "Finished jobs", "Failure": "Failed jobs"}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    links: list[Link] = field(default_factory=list)


def sections(apps: Iterable[Mapping[str, Any]], path: str) -> list[Section]:
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
            links = [link for model in ours for link in _links(model, path)]
            result.append(Section(title, links))
    for title, model in others.values():
        if result[-1].title != title:
            result.append(Section(title))
        result[-1].links.append(_link(model, path))
    return result


def _links(model: Mapping[str, Any], path: str) -> list[Link]:
    """The list of a model, after the pages that are no list but show the same rows."""
    pages = [
        Link(label, url, icon, path == url)
        for label, name, icon in PAGES.get(model["object_name"], ())
        for url in [reverse(name)]
    ]
    link = _link(model, path)
    if any(page.is_current for page in pages):
        link = replace(link, is_current=False)
    return [*pages, link]


def _link(model: Mapping[str, Any], path: str) -> Link:
    name = model["object_name"]
    known = any(name in names for names in ORDER.values())
    return Link(
        label=RENAMED.get(name, str(model["name"])),
        url=model["admin_url"],
        icon=name.lower() if known else OTHER_ICON,
        is_current=path.startswith(model["admin_url"]),
    )
