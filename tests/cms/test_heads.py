"""HEAD through the very handler that gunicorn calls: Django's test client would cut the body off itself."""

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler

pytestmark = pytest.mark.django_db


def asked(method, path):
    told = {}
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    response = WSGIHandler()(environ, lambda status, headers: told.update(headers, status=status))
    body = b"".join(response)
    response.close()
    return told, body


@pytest.mark.parametrize("path", ["/fr/annuaire/", "/fr/boussole/", "/nowhere/", "/api/v1/search", "/sitemap.xml"])
def test_head_answers_with_the_headers_of_get_and_no_body(path):
    head, nothing = asked("HEAD", path)
    get, body = asked("GET", path)

    assert nothing == b""
    assert body
    assert (head["status"], head.get("Content-Length")) == (get["status"], get.get("Content-Length"))
    assert int(head["Content-Length"]) == len(body)
