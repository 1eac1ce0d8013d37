"""Opens the public page of a service, as a stranger."""

from django.urls import reverse
from django.utils import translation

from directory import actions


def page(client, service, language="en"):
    with translation.override(language):
        answer = client.get(reverse("directory:service", args=[service.code]))
    assert answer.status_code == 200
    return answer


def text(client, service, language="en"):
    return page(client, service, language).content.decode()


def change(record, **values):
    return actions.save(record, values, by=None, via="admin")
