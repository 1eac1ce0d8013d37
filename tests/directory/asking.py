"""A round as its readers see it: mails sent by the worker's own jobs, links opened and pressed."""

import re
from urllib.parse import urlsplit

from directory import rounds
from directory.models import Campaign, CampaignCard, Membership, Round
from tests.directory.mailbox import letters, links
from tests.factories import ServiceFactory, UserFactory, today

HERE = {"sec-fetch-site": "same-origin"}


def with_mailbox(**values):
    """A card whose shared mailbox is verified."""
    given = {"mailbox": "accueil@cpas.example", "mailbox_verified_on": today()}
    return ServiceFactory(**given | values)


def member(organisation, role=Membership.Role.MANAGER, **values):
    user = UserFactory(**values)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def run(one=None):
    """All mails of a round (a new monthly one), by address."""
    one = one or Round.objects.create(month=today().replace(day=1))
    sent = []
    while rounds.next_step():
        sent += letters()
    assert Round.objects.get(pk=one.pk).done_at
    return {message.to[0]: message for message in sent}


def path(message, service, answer):
    """Of one answer for one card."""
    wanted = re.compile(rf"/{service.code}/{answer}/$")
    return next(urlsplit(each).path for each in links(message) if wanted.search(urlsplit(each).path))


def press(client, address, **said):
    """The button of the page behind a link, with what is ticked there, or something else."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    form = page.context["form"]
    ticked = {name: value for name, value in form.initial.items() if name in form.fields}
    return client.post(address, {"seen": page.context["seen"], **ticked, **said}, headers=HERE)


def ask_about(*services):
    """A campaign's round about these alone."""
    campaign = Campaign.objects.create(name="Essai", phone_from=today())
    for service in services:
        CampaignCard.objects.create(campaign=campaign, service=service, written_to=True)
    return run(Round.objects.create(campaign=campaign))
