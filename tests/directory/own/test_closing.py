"""A member closes a service from a day: with a reason, and with who takes over, wherever that is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from directory.models import Service, Version
from tests.directory.reading_pages import text
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(client):
    service = ServiceFactory(name_fr="Cabinet du canal", name_en="Canal practice")
    client.force_login(UserFactory(of=service.organisation))
    return service


def close(client, service, **values):
    address = reverse("own:card_close", args=[service.organisation.code, service.code])
    page = client.get(address).context
    return client.post(address, {"version": page["version"], "closed_on": today().isoformat()} | values)


def now(service):
    return Service.objects.get(pk=service.pk)


@pytest.mark.parametrize("by", ["code", "page", "name"])
def test_the_old_page_names_who_takes_over_in_another_organisation(client, service, by):
    other = ServiceFactory(name_fr="Maison du port", name_en="Harbour house")
    asked = {
        "code": other.code,
        "page": "https://example.org" + reverse("directory:service", args=[other.code]),
        "name": "harbour HOUSE",
    }

    answer = close(client, service, closed_reason="Pension", successor=asked[by])

    assert answer.status_code == 302
    assert (now(service).closed_on, now(service).successor) == (today(), other)
    assert "Harbour house" in text(client, service)
    assert Version.objects.of(service).first().via == "member"


def test_several_of_a_name_become_a_list_to_choose_from(client, service):
    namesakes = [ServiceFactory(name_fr="Maison du port") for _ in range(2)]

    answer = close(client, service, closed_reason="Pension", successor="maison port")

    assert answer.status_code == 422
    assert now(service).closed_on is None
    assert all(f'value="{one.code}"' in answer.content.decode() for one in namesakes)


def hidden():
    return ServiceFactory(name_fr="Brouillon", organisation__proposed=True).code


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"closed_reason": ""}, "closed_reason"),
        ({"closed_reason": "Pension", "closed_on": ""}, "closed_on"),
        ({"closed_reason": "Pension", "successor": "nobody of this name"}, "successor"),
        ({"closed_reason": "Pension", "successor": "canal practice"}, "successor"),
        ({"closed_reason": "Pension", "successor": hidden}, "successor"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client, service, values, field):
    values = {name: value() if callable(value) else value for name, value in values.items()}

    answer = close(client, service, **values)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert now(service).closed_on is None


def test_emptied_fields_keep_it_open_after_all(client, service):
    close(client, service, closed_reason="Pension", closed_on=(today() + timedelta(days=9)).isoformat())
    assert now(service).closed_on

    close(client, service, closed_on="")

    assert (now(service).closed_on, now(service).closed_reason) == (None, "")


def test_a_draft_and_the_card_of_others_are_not_closed(client, service):
    draft = ServiceFactory(organisation=OrganisationFactory(proposed=True))
    person = UserFactory(of=draft.organisation)
    client.force_login(person)

    drafts = reverse("own:card_close", args=[draft.organisation.code, draft.code])
    others = reverse("own:card_close", args=[draft.organisation.code, service.code])

    assert client.post(drafts, {"closed_on": today().isoformat(), "closed_reason": "x"}).status_code == 403
    assert client.get(others).status_code in {403, 404}
    assert now(draft).closed_on is None
