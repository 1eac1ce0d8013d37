"""What was written down beside a call or a visit: kept as long as somebody may still ask why, then the words go."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from directory.actions.turns import one_writer
from directory.models import CallBack, CampaignCard, Confirmation, JournalEntry

KEPT_DAYS = 730  # said on the privacy page
NOTES = ((CallBack, "at", "note"), (CampaignCard, "called_at", "note"), (Confirmation, "at", "note"))
JOURNAL = (JournalEntry, "written_at", "text")


def forget_old() -> int:
    """Who did what on which day stays: that a call was made still has to be shown. How many lost their words."""
    before, count = timezone.now() - timedelta(days=KEPT_DAYS), 0
    with one_writer():
        for model, moment, words in (*NOTES, JOURNAL):
            rows = model._base_manager.filter(**{f"{moment}__lt": before}).exclude(**{words: ""})
            count += rows.update(**{words: ""})
    return count
