"""TLS before a real Elasticsearch, with certificates made for the test; it asks for a key as the real one does."""

import http.client
import http.server
import json
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

AUTHORITY = """\
[ca]
default_ca = here
[here]
database = {folder}/issued
serial = {folder}/serial
unique_subject = no
new_certs_dir = {folder}
default_md = sha256
policy = any
[any]
commonName = supplied
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
LONG_AGO, LAST_YEAR, LATER = "20200101000000Z", "20250101000000Z", "20490101000000Z"
CHALLENGES = ['Basic realm="security", charset="UTF-8"', 'Bearer realm="security"', "ApiKey"]
REASON = "unable to authenticate with provided credentials and anonymous access is not allowed for this request"


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Authority:
    """Signs certificates of servers; `certificate` is what ELASTICSEARCH_CA names."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.certificate, self.key = folder, folder / "ca.pem", folder / "ca.key"
        (folder / "issued").touch()
        (folder / "serial").write_text("01\n")
        (folder / "ca.cnf").write_text(AUTHORITY.format(folder=folder))
        files = ("-keyout", self.key, "-out", self.certificate)
        openssl("req", "-x509", *KEY, *files, "-days", "2", "-subj", "/CN=authority", "-addext", "keyUsage=keyCertSign")

    def signs(self, name, until=LATER):
        """A file with the certificate of a server and its key."""
        key, asked, extra = (self.folder / f"server.{end}" for end in ("key", "csr", "ext"))
        openssl("req", *KEY, "-keyout", key, "-out", asked, "-subj", "/CN=server")
        extra.write_text(f"subjectAltName={name}\n")
        whose = ("-config", self.folder / "ca.cnf", "-cert", self.certificate, "-keyfile", self.key)
        dates = ("-startdate", LONG_AGO, "-enddate", until, "-extfile", extra)
        signed = self.folder / "server.pem"
        openssl("ca", "-batch", "-notext", *whose, *dates, "-in", asked, "-out", signed)
        both = self.folder / "both.pem"
        both.write_text(key.read_text() + signed.read_text())
        return both


@contextmanager
def front(behind, certificate, key=None):
    """Where it listens. Whatever it is asked it asks `behind`, once the key is right."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(urlsplit(behind).netloc, key))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(behind, key):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if key and self.headers.get("Authorization") != f"ApiKey {key}":
                headers = [("WWW-Authenticate", challenge) for challenge in CHALLENGES]
                self.answer(401, [*headers, ("Content-Type", "application/json")], refusal())
                return
            connection = http.client.HTTPConnection(behind, timeout=60)
            kept = {name: self.headers[name] for name in ("Content-Type", "Accept") if name in self.headers}
            connection.request(self.command, self.path, asked, kept)
            given = connection.getresponse()
            self.answer(given.status, given.getheaders(), given.read())
            connection.close()

        do_GET = do_HEAD = do_PUT = do_DELETE = do_POST  # noqa: N815  the library's names

        def answer(self, status, headers, body):
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in {"content-length", "transfer-encoding"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    return Handler


def refusal():
    """As Elasticsearch 8 and 9 write it."""
    cause = {"type": "security_exception", "reason": REASON, "header": {"WWW-Authenticate": CHALLENGES}}
    return json.dumps({"error": {"root_cause": [cause], **cause}, "status": 401}).encode()


@contextmanager
def answering(status=200, body=b"{}", wait=0.0, kind="application/json", product=True):
    """A web server at an address of its own, which answers everything so."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            time.sleep(wait)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if product:
                self.send_header("X-Elastic-Product", "Elasticsearch")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_PUT = do_DELETE = do_POST  # noqa: N815  the library's names

        def log_message(self, *_arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def busy(behind, times):
    """Before a real Elasticsearch: it has too much to do for the first bulk requests, as many as are said."""
    left = [times]

    class Handler(_handler(urlsplit(behind).netloc, None)):
        def do_POST(self):  # noqa: N802  the library's name
            if "_bulk" in self.path and left[0]:
                left[0] -= 1
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = [("Content-Type", "application/json"), ("X-Elastic-Product", "Elasticsearch")]
                self.answer(429, headers, b'{"error":{"type":"es_rejected_execution_exception"},"status":429}')
            else:
                super().do_POST()

        do_PUT = do_POST  # noqa: N815

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", left
        server.shutdown()
