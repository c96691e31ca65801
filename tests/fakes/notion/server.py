"""The server itself: real HTTP on a loopback port, on a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from .automations import Automations
from .control import perform
from .courier import Courier
from .errors import Json, NotionError, failure
from .faults import Fault
from .files import is_link_good
from .gateway import Gateway, error_answer, json_answer, saved_but_failed
from .latency import Latency, between, constant
from .recording import Exchange
from .webhooks import Webhooks
from .wire import MAX_HEAD, Answer, BadRequest, Request, encode, read_request
from .world import World

HTML = b"<html><head><title>Bad gateway</title></head><body><h1>Error</h1></body></html>"
LOGGED_BODY = 600 * 1024


class NotionServer(World):
    """`with NotionServer() as notion:` answers at `notion.url` (which ends in `/v1`).

    `latency` is what an answer takes, in seconds or as a function; half of it passes before the
    request is carried out, half after. All other options are those of `World`.
    """

    def __init__(self, *, port: int = 0, latency: float | Latency = 0.0, **options: Any) -> None:
        super().__init__(**options)
        self.set_latency(latency)
        self._port = port
        self._gateway = Gateway(self.workspace, self.cursors)
        self._courier = Courier(self.clock, self._settle)
        self.webhooks = Webhooks(self.workspace, self._courier)
        self.automations = Automations(self.workspace, self._courier)
        # Apart from the pool of the control calls, which may block for seconds.
        self._hands = ThreadPoolExecutor(4, thread_name_prefix="loopback-notion")
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="loopback-notion", daemon=True)
        self._failure: BaseException | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        """Where the API is: what a client is given instead of `https://api.notion.com/v1`."""
        return f"{self.base_url}/v1"

    def set_latency(self, latency: float | Latency, *, up_to: float | None = None) -> None:
        """A time, a function that gives one, or `up_to` another time by chance."""
        if not isinstance(latency, int | float):
            self._latency = latency
        elif up_to is None:
            self._latency = constant(latency)
        else:
            self._latency = between(latency, up_to)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)
        self._hands.shutdown()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._failure = error
        finally:
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        listener = await asyncio.start_server(
            self._accept, "127.0.0.1", self._port, limit=MAX_HEAD, backlog=1024
        )
        self._port = listener.sockets[0].getsockname()[1]
        self._gateway.base_url = self.automations.base_url = self.base_url
        courier = asyncio.create_task(self._courier.run())
        self._started.set()
        await self._stopping.wait()
        listener.close()
        courier.cancel()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(courier, *self._connections, return_exceptions=True)

    def _settle(self) -> None:
        with self.workspace.lock:
            self.workspace.settle()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._connections.add(task)
            task.add_done_callback(self._connections.discard)
        try:
            await self._converse(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client went away, which is its right
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests of one connection, one after the other."""
        while True:
            try:
                request = await read_request(reader)
            except BadRequest as problem:
                writer.write(encode(Answer(400, str(problem).encode())))
                return
            if request is None:
                return
            answer = await self._route(request)
            if answer is None:
                writer.transport.abort()
                return
            writer.write(encode(answer))
            await writer.drain()
            if request.headers.get("connection", "").lower() == "close":
                return

    async def _route(self, request: Request) -> Answer | None:
        """The answer, or None to cut the connection."""
        if request.path.startswith("/_control"):
            return await asyncio.to_thread(perform, self, request)
        if request.path.startswith("/_files/"):
            return self._file(request)
        return await self._api(request)

    async def _api(self, request: Request) -> Answer | None:
        exchange = self._record(request)
        connection = self._gateway.connection(request)
        refusal = self.limit.admit(connection.bot.id) if connection else None
        fault = self.faults.take(request.method, request.path) if refusal is None else None
        exchange.fault = str(fault) if fault else ""
        seconds = self._latency()
        await asyncio.sleep(seconds / 2)
        answer = (
            self._refused(exchange, refusal)
            if refusal is not None
            else await self._carried_out(exchange, request, fault)
        )
        await asyncio.sleep(seconds / 2)
        if answer is not None:
            exchange.status = answer.status
        self.log.finish(exchange)
        return answer

    def _record(self, request: Request) -> Exchange:
        exchange = Exchange(
            arrived=request.arrived,
            method=request.method,
            path=request.path,
            query=request.query,
            body=logged_body(request),
            token=request.headers.get("authorization", "").removeprefix("Bearer "),
            version=request.headers.get("notion-version", ""),
        )
        self.log.add(exchange)
        return exchange

    def _refused(self, exchange: Exchange, error: NotionError) -> Answer:
        exchange.code = error.code
        return error_answer(error)

    async def _carried_out(
        self, exchange: Exchange, request: Request, fault: Fault | None
    ) -> Answer | None:
        if fault is not None and not fault.is_saved:
            return await self._spoilt(exchange, fault, request, {})
        try:
            # On another thread, or a long query would keep the loop from noting who arrives.
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(self._hands, self._gateway.answer, request)
        except NotionError as error:
            return self._refused(exchange, error)
        exchange.object_id = made.get("id", "")
        if fault is not None:
            return await self._spoilt(exchange, fault, request, made)
        return json_answer(200, made)

    async def _spoilt(
        self, exchange: Exchange, fault: Fault, request: Request, made: Json
    ) -> Answer | None:
        """What the client gets instead; `made` is what was kept nevertheless."""
        await asyncio.sleep(fault.seconds)
        if fault.shape in ("drop", "hang"):
            return None
        if fault.shape == "html":
            return Answer(fault.status, HTML, {"Content-Type": "text/html", "cf-ray": "0-FRA"})
        if fault.shape == "error":
            return self._refused(exchange, self._error(fault, request, made))
        answer = json_answer(200, made)
        if fault.shape == "bad_json":
            answer.body = answer.body[: len(answer.body) // 2]
        return answer

    def _error(self, fault: Fault, request: Request, made: Json) -> NotionError:
        if fault.is_saved:
            return saved_but_failed(request, fault.status, made)
        wait = self.faults.seconds_left(fault)
        return failure(fault.status, retry_after=wait, reason=fault.reason)

    def _file(self, request: Request) -> Answer:
        """A file kept by the workspace, while its link holds."""
        query = {name: values[0] for name, values in request.query.items()}
        upload_id = request.segments[1]
        upload = self.workspace.uploads.get(upload_id)
        if upload is None or not is_link_good(self.workspace, upload_id, query):
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        kind = upload.content_type or "application/octet-stream"
        return Answer(200, upload.content or b"", {"Content-Type": kind})


def logged_body(request: Request) -> Any:
    """JSON as it was sent; of anything else only its size."""
    if request.headers.get("content-type", "").startswith("application/json"):
        with contextlib.suppress(ValueError):
            if len(request.body) <= LOGGED_BODY:
                return json.loads(request.body or b"null")
    return {"bytes": len(request.body)} if request.body else None
