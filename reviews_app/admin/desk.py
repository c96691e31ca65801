"""The review desk: the queue of what waits, one page for each task and gate, and the answers.

Every answer comes as a form and goes back as a page or, to the desk's own script, as JSON; the
script only saves the loading of pages.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from reviews_app import decisions, desk, presence
from reviews_app.admin import undoing
from reviews_app.admin.answers import answer
from reviews_app.admin.desk_page import NOTHING_TYPED, Typed, desk_page, desk_url
from reviews_app.desk import Filters
from tasks_app import access, events, takes
from tasks_app.admin.acts import actor, person
from tasks_app.admin.navigation import waiting_count
from tasks_app.admin.overview import last_event_id
from tasks_app.admin.task import found, page_of
from tasks_app.models import Priority, Task
from tasks_app.statuses import GATE_BY_STATUS, Gate, GateName
from videogen.accounts.roles import Role
from videogen.lib.errors import DomainError, Forbidden, InvalidInput, Missing

TEMPLATES = "admin/reviews_app/desk"
GATES = {gate.name: gate for gate in GATE_BY_STATUS.values()}
STATUS_OF_KIND = {
    "invalid": HTTPStatus.BAD_REQUEST,
    "forbidden": HTTPStatus.FORBIDDEN,
    "missing": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}
Deed = Callable[[], object]


class Desk:
    """The desk's pages on an admin site."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            inside: Any = self.site.admin_view(view)
            own: URLPattern = path(route, inside, name=f"reviews_app_desk{name}")
            return own

        return [
            page("desk/", self.queue_view, ""),
            page("desk/waiting/", self.waiting_view, "_waiting"),
            page("desk/<uuid:task_id>/", self.task_view, "_task"),
            page("desk/<uuid:task_id>/here/", self.here_view, "_here"),
            page("desk/<uuid:task_id>/undo/", self.undo_view, "_undo"),
            page("desk/<uuid:task_id>/put-back/", self.put_back_view, "_put_back"),
            page("desk/<uuid:task_id>/<slug:name>/", self.gate_view, "_gate"),
        ]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        user = person(request)
        filters = _filters(request)
        # Read before the rows: what comes in between is then told twice instead of never.
        since = last_event_id(user)
        context = {
            "queue": desk.queue(user, filters, page=_number(request.GET.get("page"), 1)),
            "filters": filters,
            "channels": access.visible_channels(user),
            "priorities": Priority,
            "gates": GateName,
            "last_event_id": since,
            "undo": undoing.offered(user),
        }
        return self._page(request, "queue", title="Review", **context)

    def waiting_view(self, request: HttpRequest) -> HttpResponse:
        """How many tasks wait for a decision, for pages that were drawn before."""
        return JsonResponse({"count": waiting_count(request.user)})

    def task_view(self, request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
        """For links that know the task and not where it is by now."""
        task = found(request, task_id)
        return redirect(desk_url(task) if task.state in GATE_BY_STATUS else page_of(task))

    def gate_view(self, request: HttpRequest, task_id: uuid.UUID, name: str) -> HttpResponseBase:
        task, gate = found(request, task_id), _gate(name)
        if request.method == "POST":
            return self._decide(request, task, gate)
        return self._gate_page(request, task, gate)

    @method_decorator(require_POST)
    def undo_view(self, request: HttpRequest, task_id: uuid.UUID) -> HttpResponseBase:
        task = found(request, task_id)
        fault = _refusal(request, lambda: decisions.undo(task.pk, actor=actor(request)))
        task.refresh_from_db()
        back = desk_url(task) if task.state in GATE_BY_STATUS else page_of(task)
        if _wants_json(request):
            return _told(fault) if fault else JsonResponse({"url": back})
        if fault:
            messages.error(request, fault.detail)
        else:
            messages.success(request, "Taken back: it waits for a decision again.")
        return redirect(back)

    @method_decorator(require_POST)
    def put_back_view(self, request: HttpRequest, task_id: uuid.UUID) -> HttpResponseBase:
        """Make an earlier take count again."""
        task = found(request, task_id)
        fault = _refusal(request, lambda: _put_back(request, task))
        if _wants_json(request):
            return _told(fault) if fault else JsonResponse({})
        if fault:
            messages.error(request, fault.detail)
        return redirect("admin:reviews_app_desk_task", task.pk)

    @method_decorator(require_POST)
    def here_view(self, request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
        """The heartbeat of an open page; the answer says who else is there."""
        task, user = found(request, task_id), person(request)
        if "leaving" in request.POST:
            presence.leave(task, user)
        else:
            presence.arrive(task, user)
        others = presence.visitors([task.pk], besides=user).get(task.pk, [])
        return JsonResponse({"others": [visitor.name for visitor in others]})

    def _gate_page(
        self,
        request: HttpRequest,
        task: Task,
        gate: Gate,
        *,
        typed: Typed = NOTHING_TYPED,
        **context: object,
    ) -> HttpResponse:
        user = person(request)
        # Read before the files: what happens in between is then announced instead of lost.
        context["last_event_id"] = last_event_id(user)
        if "part" not in request.GET:
            presence.arrive(task, user)
        if task.state is not gate.status:
            return self._gone(request, task, gate, **context)
        page = desk_page(task, gate, user, typed=typed, besides=_besides(request))
        context |= {
            "page": page,
            "task": task,
            "undo": undoing.offered(user),
        }
        return self._page(request, "gate", title=task.title, **context)

    def _gone(
        self, request: HttpRequest, task: Task, gate: Gate, **context: object
    ) -> HttpResponse:
        """Somebody was quicker, or it is waiting elsewhere by now."""
        user = person(request)
        context |= {
            "task": task,
            "gate": gate,
            "last": events.last_human_move(task),
            "next": desk.following(user, after=task.pk),
            "undo": undoing.offered(user),
        }
        return self._page(request, "gone", title=task.title, **context)

    def _decide(self, request: HttpRequest, task: Task, gate: Gate) -> HttpResponseBase:
        verdict = {"approve": decisions.approve, "reject": decisions.reject}.get(
            request.POST.get("verdict", "")
        )
        if verdict is None:
            raise Http404("There is no such answer.")
        fault = _refusal(
            request,
            lambda: verdict(task.pk, _answer(request, task, gate), actor=actor(request)),
        )
        task.refresh_from_db()
        if fault:
            return self._refused(request, task, gate, fault)
        user = person(request)
        presence.leave(task, user)
        following = desk.following(user, after=task.pk)
        onwards = desk_url(following) if following else reverse("admin:reviews_app_desk")
        if not _wants_json(request):
            return redirect(onwards)
        undo = undoing.offered(user)
        return JsonResponse(
            {
                "next": onwards,
                "said": undo.words if undo else "Decided.",
                "undo": undo.as_json() if undo else None,
            }
        )

    def _refused(
        self, request: HttpRequest, task: Task, gate: Gate, fault: DomainError
    ) -> HttpResponse:
        """In place, and with everything that was filled in."""
        if _wants_json(request):
            return _told(fault)
        page = self._gate_page(request, task, gate, typed=_typed(request), fault=fault)
        page.status_code = STATUS_OF_KIND[fault.kind]
        return page

    def _page(self, request: HttpRequest, name: str, **context: object) -> HttpResponse:
        if "part" in request.GET:
            return TemplateResponse(request, f"{TEMPLATES}/_{name}.html", context)
        whole = {**self.site.each_context(request), **context, "name": name}
        return TemplateResponse(request, f"{TEMPLATES}/{name}.html", whole)


def _answer(request: HttpRequest, task: Task, gate: Gate) -> decisions.Answer:
    if task.state is gate.status:
        return answer(request, task)
    # The task has left: what was on the screen is this gate, and who was first has to be named.
    return decisions.Answer(note=request.POST.get("note", "-") or "-", seen=gate.status)


def _refusal(request: HttpRequest, deed: Deed) -> DomainError | None:
    """Do it, or say why not; a person without the right gets the page of refusals."""
    try:
        access.require(request.user, Role.REVIEWER)
        deed()
    except Forbidden as fault:
        raise PermissionDenied(fault.detail) from fault
    except DomainError as fault:
        return fault
    return None


def _told(fault: DomainError) -> JsonResponse:
    told = {"title": fault.title, "detail": fault.detail, "errors": fault.errors}
    return JsonResponse(told, status=STATUS_OF_KIND[fault.kind])


def _put_back(request: HttpRequest, task: Task) -> None:
    try:
        asset = access.asset_for(request.user, uuid.UUID(request.POST.get("asset", "")))
    except ValueError:
        raise InvalidInput("The form did not arrive whole: open the page again.") from None
    if asset.task_id != task.pk:
        raise Missing("This is a file of another task.")
    takes.restore(asset.pk, actor=actor(request))


def _typed(request: HttpRequest) -> Typed:
    post = request.POST
    notes = {key.removeprefix("note-"): str(post[key]) for key in post if key.startswith("note-")}
    rows: Sequence[tuple[str, str, str]] = list(
        zip(
            post.getlist("pin-at"), post.getlist("pin-part"), post.getlist("pin-note"), strict=False
        )
    )
    return Typed(
        note=post.get("note", ""),
        flags=frozenset(post.getlist("flag")),
        notes=notes,
        pins=[row for row in rows if any((row[0], row[2]))],
    )


def _filters(request: HttpRequest) -> Filters:
    """What is no filter is no filter: an old link still opens."""
    gate, priority = request.GET.get("gate", ""), request.GET.get("priority", "")
    return Filters(
        channel=request.GET.get("channel", ""),
        gate=GateName(gate) if gate in set(GateName) else None,
        priority=next((p.value for p in Priority if p.name.lower() == priority), None),
    )


def _besides(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get("besides", ""))
    except ValueError:
        return None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def _gate(name: str) -> Gate:
    if name not in set(GateName):
        raise Http404(f"There is no gate {name}.")
    return GATES[GateName(name)]


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
