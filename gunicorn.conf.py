"""How gunicorn serves the site, on a laptop and behind a proxy; `make bench` measures it so."""

import gc

workers = 2
threads = 4  # browsers hold connections open that they do not use
preload_app = True  # loaded once, and its memory shared
loglevel = "warning"
# Its longest: an address that is too long is refused by cms.limits, with a page in the reader's language.
limit_request_line = 8190


def pre_fork(_server: object, _worker: object) -> None:
    """What is loaded stays. Python went through all of it at each collection: a fifth of the time of a page."""
    gc.freeze()
