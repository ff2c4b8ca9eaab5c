"""HTTP: one kept connection for each thread, a limit for every wait, and the questions that may safely be asked again."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
import uuid
from typing import Any, Iterable, Iterator, Mapping
from urllib.parse import urlencode, urlsplit

from .errors import ConnectionFailed, problem

_AGAIN = 4
_LONGEST_PAUSE = 30.0


class Transport:
    """Asks one server.

    :param url: where it is, such as ``http://localhost:8080``; a path before ``/v1`` is kept
    :param key: an API key, sent as ``X-Api-Key``
    :param timeout: seconds that one answer may take
    """

    def __init__(self, url: str, key: str | None = None, timeout: float = 60.0, verify: bool | ssl.SSLContext = True) -> None:
        parts = urlsplit(url if "//" in url else "http://" + url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not the address of a server: {url!r}; such as http://localhost:8080")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port
        self._path = parts.path.rstrip("/").removesuffix("/v1")
        self._key = key
        self._timeout = timeout
        self._context = verify if isinstance(verify, ssl.SSLContext) else _context(verify)
        self._local = threading.local()

    @property
    def address(self) -> str:
        """Where the server is, without a slash at the end."""
        port = f":{self._port}" if self._port else ""
        return f"{'https' if self._secure else 'http'}://{self._host}{port}{self._path}"

    def json(
        self,
        method: str,
        path: str,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The answer read as JSON; None where it is empty."""
        data = None if body is None else json.dumps(body, allow_nan=False).encode()
        kind = {} if data is None else {"Content-Type": "application/json"}
        text = self.bytes(method, path, data, query, {**kind, **(headers or {})})
        return json.loads(text) if text else None

    def bytes(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """The answer as it is. A request that is lost on its way is sent again where that can do no harm: a GET, or what has a key
        against repetition, which every POST gets here.

        :raises Problem: when the server refuses it
        :raises ConnectionFailed: when it cannot be asked
        """
        sent = {"Accept": "application/json", "User-Agent": "quarry-python", **(headers or {})}
        if self._key:
            sent["X-Api-Key"] = self._key
        if method == "POST":
            sent.setdefault("Idempotency-Key", "python-" + uuid.uuid4().hex)
        target = f"{self._path}/v1{path}{_query(query)}"
        for attempt in range(_AGAIN):
            last = attempt == _AGAIN - 1
            try:
                status, answer, pause = self._once(method, target, data, sent)
            except (OSError, http.client.HTTPException) as lost:
                self.close()
                if last or isinstance(lost, ssl.SSLCertVerificationError):
                    raise ConnectionFailed(f"{self.address} cannot be asked: {lost or type(lost).__name__}") from lost
                time.sleep(0.2 * 2**attempt)
                continue
            if status in (429, 503) and not last:
                time.sleep(min(pause or 0.5 * 2**attempt, _LONGEST_PAUSE))
                continue
            if status == 404 and not answer.lstrip().startswith(b"{"):
                raise ConnectionFailed(f"{self.address} answers, but not as Quarry does: it is still starting, or is another server")
            if status >= 400:
                raise problem(status, _told(answer))
            return answer
        raise AssertionError("the last attempt returns or raises")

    def chunks(self, path: str, query: Mapping[str, Any] | None = None, size: int = 1 << 16) -> Iterator[bytes]:
        """A long answer piece by piece, over a connection of its own; ``timeout`` is how long a piece may take.

        :raises Problem: when the server refuses it
        :raises ConnectionFailed: when it cannot be asked, or breaks off
        """
        connection = self._new_connection()
        headers = {"User-Agent": "quarry-python", **({"X-Api-Key": self._key} if self._key else {})}
        try:
            connection.request("GET", f"{self._path}/v1{path}{_query(query)}", None, headers)
            answer = connection.getresponse()
            if answer.status >= 400:
                raise problem(answer.status, _told(answer.read()))
            while piece := answer.read(size):
                yield piece
        except (OSError, http.client.HTTPException) as lost:
            raise ConnectionFailed(f"{self.address} cannot be asked, or broke off: {lost or type(lost).__name__}") from lost
        finally:
            connection.close()

    def _once(self, method: str, target: str, data: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes, float | None]:
        connection = self._connection()
        connection.request(method, target, data, dict(headers))
        answer = connection.getresponse()
        content = answer.read()
        after = answer.getheader("Retry-After", "")
        return answer.status, content, float(after) if after.isdigit() else None

    def _connection(self) -> http.client.HTTPConnection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._new_connection()
            connection.connect()
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._local.connection = connection
        return connection

    def _new_connection(self) -> http.client.HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._context)
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)

    def close(self) -> None:
        """Closes the connection of this thread."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            self._local.connection = None
            connection.close()


def form(fields: Iterable[tuple[str, Any]], name: str, content: bytes) -> tuple[bytes, str]:
    """A multipart form with one file, and its content type."""
    border = uuid.uuid4().hex
    parts = []
    for field, value in fields:
        if value is not None:
            parts.append(f'--{border}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode())
    plain = name.replace('"', "'").replace("\r", " ").replace("\n", " ")
    parts.append(
        f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{plain}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
    )
    parts += [content, f"\r\n--{border}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={border}"


def _query(values: Mapping[str, Any] | None) -> str:
    flat = []
    for name, value in (values or {}).items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None:
                flat.append((name, str(one).lower() if isinstance(one, bool) else str(one)))
    return "?" + urlencode(flat) if flat else ""


def _context(verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _told(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except ValueError:
        return answer[:500].decode("utf-8", "replace")
