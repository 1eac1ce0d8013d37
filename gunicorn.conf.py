"""What gunicorn reads where the site is served from."""

# Its longest: an address that is too long is refused by cms.limits, with a page in the reader's language.
limit_request_line = 8190
