"""How gunicorn serves the site, on a laptop and behind a proxy; `make bench` measures it so."""

workers = 2
threads = 4  # browsers hold connections open that they do not use
preload_app = True  # loaded once, and its memory shared
loglevel = "warning"
# Its longest: an address that is too long is refused by cms.limits, with a page in the reader's language.
limit_request_line = 8190
