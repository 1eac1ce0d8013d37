"""A small Nominatim of the tests' own: a real server, which answers as it is told and remembers what it was sent."""

import http.server
import json
import threading
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

DOOR = {
    "lat": "50.8391",
    "lon": "4.3571",
    "class": "building",
    "name": "",
    "display_name": "7, Rue des Mésanges - Mezenstraat, Bruxelles",
    "address": {"house_number": "7", "road": "Rue des Mésanges - Mezenstraat", "postcode": "1080"},
}


def door(**other):
    return DOOR | {"lat": "50.8552", "lon": "4.3384"} | other


class MapServer:
    """`answer(handler)` writes to the wire; the usual one says the places of `places`."""

    def __init__(self):
        self.places, self.seen, self.at = [door()], [], []
        self.answer = self.usual

    def usual(self, handler):
        handler.send(200, json.dumps(self.places).encode())

    def says(self, status, body=b"", **headers):
        self.answer = lambda handler: handler.send(status, body, **headers)

    @property
    def texts(self):
        return [parse_qs(urlsplit(handler.path).query).get("q", [""])[0] for handler in self.seen]


@contextmanager
def serving():
    mine = MapServer()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            mine.at.append(time.monotonic())
            mine.seen.append(self)
            try:
                mine.answer(self)
            except OSError:
                self.close_connection = True  # who asked has hung up

        def send(self, status, body, **headers):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    mine.port = server.server_port
    mine.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield mine
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
