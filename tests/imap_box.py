"""An IMAP server of one mailbox: as much of it as reading and removing takes."""

import re
import socketserver
import threading
from contextlib import contextmanager

GREETING = b"* OK [CAPABILITY IMAP4rev1] here\r\n"


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(GREETING)
        for line in self.rfile:
            tag, word, *rest = line.decode().split()
            word = word.upper()
            self.server.heard.append(line.decode().split(maxsplit=1)[1].strip())
            if word == "UID":
                word, rest = rest[0].upper(), rest[1:]
            answer = getattr(self, f"say_{word.lower()}")(*rest)
            self.wfile.write(answer + f"{tag} OK done\r\n".encode())
            if word == "LOGOUT":
                return

    def say_capability(self):
        more = b" UIDPLUS" if self.server.expunges else b""
        return b"* CAPABILITY IMAP4rev1" + more + b"\r\n"

    def say_login(self, *_names):
        return b""

    def say_select(self, *_folder):
        return b"* %d EXISTS\r\n" % len(self.server.box)

    def say_search(self, *_criteria):
        left = [number for number in self.server.box if number not in self.server.deleted]
        return b"* SEARCH %s\r\n" % " ".join(map(str, left)).encode()

    def say_fetch(self, number, *_parts):
        limit = int(re.search(r"<0\.(\d+)>", self.server.heard[-1])[1])
        content = self.server.box[int(number)][:limit]
        return b"* 1 FETCH (UID %s BODY[]<0> {%d}\r\n%s)\r\n" % (number.encode(), len(content), content)

    def say_store(self, number, *_flags):
        self.server.deleted.add(int(number))
        return b""

    def say_expunge(self, number):
        del self.server.box[int(number)]
        return b""

    def say_logout(self):
        return b"* BYE\r\n"


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def imap(contents, *, expunges=True):
    """`contents` are mails as bytes; `box`, `deleted` and `heard` say what became of them."""
    with Server(("127.0.0.1", 0), Talk) as server:
        server.box, server.deleted, server.heard = dict(enumerate(contents, 1)), set(), []
        server.expunges = expunges
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
