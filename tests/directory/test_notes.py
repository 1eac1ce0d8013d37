"""What is noted beside calls and visits: no national number, and no words after two years."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.actions import notes
from directory.forms.calling import CallForm
from directory.jobs import Members
from directory.models import CallBack, Campaign, CampaignCard, Confirmation, JournalEntry
from tests.factories import ServiceFactory, UserFactory, today

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]
NUMBER = "85.07.30-033.28"


def written(days):
    """One of each, so many days ago."""
    service, at = ServiceFactory(), timezone.now() - timedelta(days=days)
    campaign = Campaign.objects.create(name="Essai", phone_from=today())
    entry = JournalEntry.objects.create(organisation=service.organisation, kind="visit", text="Mme Dupont")
    JournalEntry.objects.filter(pk=entry.pk).update(written_at=at)
    said = {"number": "+3225550101", "found_at": "son site", "outcome": "confirmed", "note": "Mme Dupont"}
    return [
        CampaignCard.objects.create(campaign=campaign, service=service, called_at=at, note="Mme Dupont"),
        Confirmation.objects.create(service=service, about="card", via="phone", at=at, note="Mme Dupont"),
        CallBack.objects.create(about="mailbox", service=service, at=at, **said),
        entry,
    ]


def words(rows):
    fresh = [type(row).objects.get(pk=row.pk) for row in rows]
    return {getattr(row, "text", None) or getattr(row, "note", "") for row in fresh}


def test_after_two_years_the_words_go_and_that_it_happened_stays():
    old, young = written(notes.KEPT_DAYS + 1), written(notes.KEPT_DAYS - 1)

    Members().nightly()

    assert words(old) == {""}
    assert words(young) == {"Mme Dupont"}
    assert notes.forget_old() == 0


def test_a_national_number_is_written_nowhere_beside_a_call(client):
    service = ServiceFactory(stale=True)
    campaign = Campaign.objects.create(name="Essai", phone_from=today())
    card = CampaignCard.objects.create(campaign=campaign, service=service)
    client.force_login(UserFactory(groups=["directory coordinator"]))
    sent = {"card": card.pk, "outcome": "confirmed", "note": NUMBER}

    page = client.post(reverse("campaign", args=[campaign.pk]), sent, follow=True)

    assert not Confirmation.objects.exists()
    [said] = page.context["messages"]
    assert "numéro national" in str(said)
    sent = {"number": "02 555 01 01", "found_at": NUMBER, "outcome": "confirmed", "note": NUMBER}
    assert set(CallForm(sent).errors) == {"found_at", "note"}
