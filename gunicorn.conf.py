"""How gunicorn serves the site, on a laptop and behind a proxy; `make bench` measures it so."""

import gc
import sys
import traceback
from typing import Any

from gunicorn.glogging import Logger


class Discreet(Logger):
    """gunicorn's own words about a request hold its address, with the question, and the visitor's."""

    def warning(self, msg: str, *args: Any, **options: Any) -> None:
        if msg.startswith("Invalid request"):
            msg, args = "A request could not be read.", ()
        super().warning(msg, *args, **options)

    def exception(self, msg: str, *args: Any, **options: Any) -> None:
        if "request" in msg:
            kind, _error, places = sys.exc_info()
            self.error("A request ended with %s, from:\n%s", kind, "".join(traceback.format_tb(places)))
        else:
            super().exception(msg, *args, **options)


logger_class = Discreet
workers = 2
threads = 4  # browsers hold connections open that they do not use
preload_app = True  # loaded once, and its memory shared
loglevel = "warning"
# Its longest: an address that is too long is refused by cms.limits, with a page in the reader's language.
limit_request_line = 8190


def pre_fork(_server: object, _worker: object) -> None:
    """What is loaded stays. Python went through all of it at each collection: a fifth of the time of a page."""
    gc.freeze()


def worker_exit(_server: object, _worker: object) -> None:
    """What it counted and had not yet written."""
    from cms.counting import sums  # noqa: PLC0415  Django is loaded by now

    sums.write()
