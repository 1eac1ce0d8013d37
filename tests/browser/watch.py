"""What a browser did on our pages: whom it called, what it stored, what it complained of."""

from urllib.parse import urlsplit

STORED = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


class Watch:
    def __init__(self, site):
        self.site = site
        self.requests, self.complaints, self.contexts = [], [], []

    def follow(self, context):
        """From the first request on, so that nothing escapes."""
        self.contexts.append(context)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self.hear)

    def hear(self, message):
        # A page that is meant to be missing says so on the console too; that is no mistake of the page.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    @property
    def elsewhere(self):
        return [url for url in self.requests if url.startswith(("http", "ws")) and not self.ours(url)]

    def ours(self, url):
        return urlsplit(url).netloc == urlsplit(self.site).netloc

    def assert_silent(self, page):
        """No other origin was called; no cookie, no storage of any kind was left."""
        assert self.elsewhere == []
        assert page.context.cookies() == []
        stored = page.evaluate(STORED)
        assert {kind: count for kind, count in stored.items() if count} == {}
