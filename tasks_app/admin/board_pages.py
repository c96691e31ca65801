"""The pages of the board: the whole of it, some of its cards drawn anew, and one card moved."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from tasks_app import access
from tasks_app.admin.acts import actor
from tasks_app.admin.board import Chosen, Reader, board, reader
from tasks_app.admin.board_moves import CARD_MOVES, CardMove, CardMoves, Moving, Question
from tasks_app.admin.task_list import TaskList
from tasks_app.statuses import Status
from tasks_app.transitions import Stood
from videogen.lib.api import STATUS_OF_KIND
from videogen.lib.errors import DomainError, InvalidInput

TEMPLATES = "admin/tasks_app/board"
CARDS_AT_ONCE = 200


class BoardPages(TaskList):
    card_moves: ClassVar[CardMoves] = CARD_MOVES

    def board_view(self, request: HttpRequest) -> HttpResponse:
        """The page; what its bar sends for the chosen cards is the action of the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._bulk(request)
        return TemplateResponse(
            request,
            f"{TEMPLATES}/page.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "Board",
                "board": board(request.user, chosen(request), self.card_moves),
                "actions": [(name, label) for _run, name, label in self._actions(request).values()],
            },
        )

    def board_cards_view(self, request: HttpRequest) -> HttpResponse:
        """Some cards as they are now, null for one that is not on this board, and all counts."""
        wanted = [word for word in request.GET.get("ids", "").split(",") if word]
        return JsonResponse(self._cards(request, wanted[:CARDS_AT_ONCE]))

    def board_move_view(self, request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
        """Move a card, or ask what has to be asked first; a refusal comes with the present card."""
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        try:
            task = access.task_for(request.user, task_id)
            move, stood = self._asked(request)
            access.require(request.user, move.least)
            question = move.question(task)
            if question and _unanswered(request, question):
                return JsonResponse({"ask": _question(move, question)})
            move.run(Moving(task, stood, actor(request), request.POST.get("note", "").strip()))
        except DomainError as refusal:
            answer = {"detail": refusal.detail, **self._cards(request, [str(task_id)])}
            return JsonResponse(answer, status=STATUS_OF_KIND[refusal.kind])
        return JsonResponse({**self._cards(request, [str(task_id)]), **_undo(move, task_id)})

    def _asked(self, request: HttpRequest) -> tuple[CardMove, Stood]:
        """The move that was asked for, and where the card stood; raises `InvalidInput`."""
        try:
            now, to = Status(request.POST.get("from", "")), Status(request.POST.get("to", ""))
        except ValueError:
            raise InvalidInput("The move did not arrive whole: load the page again.") from None
        move = self.card_moves.get((now, to))
        if move is None:
            raise InvalidInput(f"Nobody moves a task from {now.label} to {to.label}.")
        return move, Stood(now, parse_datetime(request.POST.get("since", "")))

    def _cards(self, request: HttpRequest, ids: Iterable[str]) -> dict[str, Any]:
        source = reader(request.user, chosen(request), self.card_moves)
        wanted = {str(_uuid(word)) for word in ids}
        return {
            "cards": dict.fromkeys(wanted) | _drawn(source, wanted),
            "counts": {status.value: count for status, count in source.counts().items()},
        }

    def _bulk(self, request: HttpRequest) -> HttpResponse:
        name = request.POST.get("action", "")
        run = self._actions(request).get(name, (None,))[0]
        if run is None:
            raise Http404(f"Nothing is called {name!r}.")
        ids = [_uuid(word) for word in request.POST.getlist("_selected_action")]
        answer: HttpResponse | None = run(
            self, request, self.get_queryset(request).filter(pk__in=ids)
        )
        return answer or redirect(request.get_full_path())

    def _actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those that the person may do, by name; each is what to call, the name and the label."""
        return self.get_actions(request)


def chosen(request: HttpRequest) -> Chosen:
    return Chosen(request.GET.get("channel", ""), request.GET.get("priority", ""))


def _drawn(source: Reader, ids: Iterable[str]) -> dict[str, str]:
    return {
        str(card.task.pk): render_to_string(f"{TEMPLATES}/_card.html", {"card": card})
        for card in source.cards(ids)
    }


def _unanswered(request: HttpRequest, question: Question) -> bool:
    if question.needs_note:
        return not request.POST.get("note", "").strip()
    return "confirmed" not in request.POST


def _undo(move: CardMove, task_id: uuid.UUID) -> dict[str, object]:
    seconds: int = settings.REVIEW_UNDO_SECONDS
    if not move.undo or not seconds:
        return {}
    return {"undo": {"url": reverse(move.undo, args=[task_id]), "seconds": seconds}}


def _question(move: CardMove, question: Question) -> dict[str, object]:
    return {
        "verb": move.verb,
        "text": question.text,
        "button": question.button,
        "needs_note": question.needs_note,
    }


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404(f"{text!r} is not an id.") from None
