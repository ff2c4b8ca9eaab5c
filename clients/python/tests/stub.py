"""A server that answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Stub:
    def __init__(self):
        self.asked = []
        self.answers = {}
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                path = self.path.split("?")[0]
                stub.asked.append((self.command, self.path, dict(self.headers), body))
                answers = stub.answers.get((self.command, path)) or [(404, {"detail": "Not there"}, {})]
                status, told, headers = answers.pop(0) if len(answers) > 1 else answers[0]
                content = told if isinstance(told, bytes) else json.dumps(told).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = _answer

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def say(self, method, path, told, status=200, **headers):
        """The next answer there; the last one is repeated."""
        self.answers.setdefault((method, "/v1" + path), []).append((status, told, {k.replace("_", "-"): v for k, v in headers.items()}))

    def close(self):
        self._server.shutdown()
        self._server.server_close()
