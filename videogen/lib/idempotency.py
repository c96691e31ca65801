"""`Idempotency-Key`: the same POST twice is done once and answered alike (docs/api.md).

While a call runs, a session-wide advisory lock on its person and key keeps a second one out; it is
gone with the connection, so a crash leaves nothing stuck. The answer is kept in the transaction of
the change itself, so a crash can neither keep an answer without its change nor the other way round.
A view with several transactions keeps it after the last one; done again after a crash, each of its
parts refuses for itself what was done already.

The rows belong to tasks_app, whose migrations make their table; by name, because the library
imports no app.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from videogen.lib.api import ApiView
from videogen.lib.db import one_value

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_FOR = timedelta(hours=24)
KEY = re.compile(r"[\x21-\x7e]{1,255}")
LOCK_SEED = 7_310

V = TypeVar("V", bound=ApiView)
P = ParamSpec("P")
Handler = Callable[Concatenate[V, Request, P], Response]
Answering = Callable[Concatenate[V, Request, P], Response | HttpResponse]


class KeyReused(APIException):
    """The key came with another request before."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = (
        f"This {HEADER} was used with another request in the last 24 hours: take a new one."
    )
    kind = "KeyReused"
    title = "Key used before"


class StillRunning(APIException):
    """The first call with this key has not ended."""

    status_code = HTTPStatus.CONFLICT
    default_detail = f"A call with this {HEADER} is running. Ask again in a second."
    kind = "StillRunning"
    title = "Still running"
    wait = 1


@dataclass(frozen=True, slots=True)
class Call:
    """A request as far as it decides whether two are the same."""

    user_id: object
    key: str
    fingerprint: str

    @classmethod
    def of(cls, request: Request, key: str) -> Call:
        if not KEY.fullmatch(key):
            raise ValidationError({HEADER: ["1 to 255 visible ASCII characters, no spaces."]})
        whole = f"{request.method} {request.get_full_path()}\n".encode() + request.body
        return cls(request.user.pk, key, hashlib.sha256(whole).hexdigest())


def idempotent(handler: Handler[V, P]) -> Answering[V, P]:
    """Make a view's `post` honour the header; without it nothing changes."""

    @functools.wraps(handler)
    def post(
        view: V, request: Request, /, *args: P.args, **kwargs: P.kwargs
    ) -> Response | HttpResponse:
        key = request.headers.get(HEADER)
        if key is None:
            return handler(view, request, *args, **kwargs)
        perform = functools.partial(handler, view, request, *args, **kwargs)
        return _once(Call.of(request, key), view, perform)

    post.is_idempotent = True  # type: ignore[attr-defined] # read by the schema and by a test
    return post


def forget_expired() -> int:
    """Remove answers that are no longer honoured; how many there were."""
    count: int = _answers().filter(created_at__lte=timezone.now() - KEPT_FOR).delete()[0]
    return count


def _once(call: Call, view: ApiView, perform: Callable[[], Response]) -> Response | HttpResponse:
    with _alone(call):
        kept = _answers().filter(user_id=call.user_id, key=call.key).first()
        if kept is not None and kept.created_at > timezone.now() - KEPT_FOR:
            if kept.fingerprint != call.fingerprint:
                raise KeyReused
            return _replay(kept)
        with nullcontext() if view.commits_in_parts else transaction.atomic():
            response = _performed(view, perform)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return response
            _keep(call, response)
        return response


def _performed(view: ApiView, perform: Callable[[], Response]) -> Response:
    """The answer, also when it is a refusal; what the refused handler wrote is rolled back."""
    try:
        with nullcontext() if view.commits_in_parts else transaction.atomic():
            return perform()
    except Exception as exc:  # noqa: BLE001 - it raises again what is not an answer
        return view.handle_exception(exc)


def _keep(call: Call, response: Response) -> None:
    body = b"" if response.data is None else JSONRenderer().render(response.data)
    _answers().filter(user_id=call.user_id, key=call.key).delete()
    _answers().create(
        user_id=call.user_id,
        key=call.key,
        fingerprint=call.fingerprint,
        status=response.status_code,
        content_type=response.content_type or JSONRenderer.media_type,
        body=body.decode(),
    )


def _replay(kept: Any) -> HttpResponse:
    return HttpResponse(
        kept.body,
        status=kept.status,
        content_type=kept.content_type,
        headers={REPLAYED: "true"},
    )


@contextmanager
def _alone(call: Call) -> Iterator[None]:
    """Hold the lock of this person and key, or raise `StillRunning`."""
    name = (f"{call.user_id} {call.key}", LOCK_SEED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, %s))", name)
        if not one_value(cursor):
            raise StillRunning
    try:
        yield
    finally:
        # A connection that broke has given its locks back already.
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, %s))", name)


def _answers() -> Any:
    return apps.get_model("tasks_app", "KeptAnswer")._default_manager
