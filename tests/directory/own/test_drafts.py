"""Until Brusano has verified an organisation, its members write a draft of its cards, and nothing else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from directory.urls import own_patterns
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
# The draft itself; and nobody is held in an organisation.
DRAFT = {"home", "identity", "site", "card", "card_preview", "card_history", "card_undo", "members_leave"}
GIVEN = {
    "invitation": "abcdefgh",
    "ticket": "abcdefgh",
    "kind": "csv",
    "language": "fr",
    "version": 1,
    "person": uuid4(),
}


def addresses(service):
    """By name."""
    known = GIVEN | {
        "code": service.organisation.code,
        "card": service.code,
        "site": service.site.code,
        "person": uuid4(),
    }
    found = {}
    for pattern in own_patterns:
        wanted = pattern.pattern.converters
        if wanted:
            found[pattern.name] = reverse(f"own:{pattern.name}", kwargs={name: known[name] for name in wanted})
    return found


@pytest.mark.parametrize("role", ["member", "manager"])
def test_a_draft_opens_its_own_pages_alone(client, role):
    service = ServiceFactory(organisation__proposed=True)
    member = UserFactory(of=service.organisation)
    member.memberships.update(role=role)
    client.force_login(member)

    opened, refused = set(), set()
    for name, address in addresses(service).items():
        if name == "members_leave":
            continue
        answers = {client.get(address).status_code, client.post(address).status_code} - {405}
        (refused if answers == {403} else opened).add(name)

    assert opened == DRAFT - {"members_leave"}
    assert len(refused) > 10
    assert (
        reverse("own:export", args=[service.organisation.code, "csv"])
        not in client.get(addresses(service)["home"]).content.decode()
    )
