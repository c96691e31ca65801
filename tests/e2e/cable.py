"""A network cable between a browser and the server: what happens when somebody pulls it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

CHUNK = 65_536


class Cable:
    """Passes every byte on while it is plugged in. Pulled, it keeps silent: nobody is told that
    the connection is gone, and what was sent waits, as packets that are sent again do.
    """

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._is_plugged = threading.Event()
        self._is_plugged.set()
        self._ends: list[socket.socket] = []
        self._hands: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._accepting.start()

    def pull(self) -> None:
        self._is_plugged.clear()

    def plug_in(self) -> None:
        self._is_plugged.set()

    def close(self) -> None:
        self._is_plugged.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for hand in self._hands:
            hand.join()
        for end in (self._listening, *self._ends):
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                self._ends.append(near)
                self._is_plugged.wait()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._to_port))
        except OSError:
            near.shutdown(socket.SHUT_RDWR)
            return
        self._ends.append(far)
        for source, target in ((near, far), (far, near)):
            hand = threading.Thread(target=self._pass_on, args=(source, target), daemon=True)
            self._hands.append(hand)
            hand.start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(CHUNK):
                self._is_plugged.wait()
                target.sendall(chunk)
            self._is_plugged.wait()
            target.shutdown(socket.SHUT_WR)


@contextmanager
def cable(to_port: int) -> Iterator[Cable]:
    with closing(Cable(to_port)) as laid:
        yield laid
