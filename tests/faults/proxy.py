"""A little proxy in front of a server, which does whatever is wrong that day."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import closing, suppress

PIECE = 65_536
#: How a server can fail, in the words of the tests.
WAYS = ("refused", "hanging", "slow", "cut", "429", "503", "nonsense")
SLOW_SECONDS = 2.0


class Proxy:
    """Listens on `url` and hands everything on to `port`, unless `way` says otherwise.

    `count` says how many connections came.
    """

    def __init__(self, port: int) -> None:
        self.port, self.way, self.count = port, "", 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def fail(self, way: str) -> None:
        """Fail in this way from now on, also those who are connected already."""
        self.way = way
        for connection in list(self._open):
            _reset(connection)

    def heal(self) -> None:
        """Be a good proxy again."""
        self.fail("")

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        self.fail("refused")

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._server.accept()
            except OSError:
                return
            self.count += 1
            self._open.add(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with closing(connection), suppress(OSError):
            self._answer(connection)
        self._open.discard(connection)

    def _answer(self, connection: socket.socket) -> None:
        if self.way == "refused":
            _reset(connection)
        elif self.way == "hanging":
            while self.way == "hanging" and connection.recv(PIECE):
                pass
        elif self.way in {"429", "503", "nonsense"}:
            self._say_no(connection)
        else:
            self._hand_on(connection)

    def _say_no(self, connection: socket.socket) -> None:
        body = b'{"error":{"reason":"too much"},"status":0}'
        status = b"200 OK" if self.way == "nonsense" else self.way.encode() + b" No"
        head = b"HTTP/1.1 " + status + b"\r\nContent-Type: application/json\r\n"
        head += b"X-Elastic-Product: Elasticsearch\r\nConnection: close\r\n"
        connection.recv(PIECE)
        connection.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(PIECE):
            pass

    def _hand_on(self, connection: socket.socket) -> None:
        with closing(socket.create_connection(("127.0.0.1", self.port))) as server:
            back = threading.Thread(target=self._hand_back, args=[server, connection], daemon=True)
            back.start()
            while piece := connection.recv(PIECE):
                server.sendall(piece)

    def _hand_back(self, server: socket.socket, connection: socket.socket) -> None:
        with suppress(OSError):
            while piece := server.recv(PIECE):
                if self.way == "slow":
                    time.sleep(SLOW_SECONDS)
                if self.way == "cut":
                    connection.sendall(piece[: len(piece) // 2])
                    _reset(connection)
                    return
                connection.sendall(piece)


def _reset(connection: socket.socket) -> None:
    """End a connection as a dying server does, without a farewell."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
