"""Another house that gives out a calendar, on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class SourceHouse:
    """Answers with `body` and `status`, keeps what it was asked; knows its own etag."""

    def __init__(self):
        self.body, self.status, self.headers = b"", 200, {}
        self.asked = []
        house = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self):
                house.asked.append(dict(self.headers))
                etag = house.headers.get("ETag")
                same = etag and self.headers["If-None-Match"] == etag
                self.send_response(304 if same else house.status)
                for name, value in house.headers.items():
                    self.send_header(name, value)
                body = b"" if same else house.body
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}
        )

    @property
    def address(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}/rieng-tu/lich.ics"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
