"""Programs open every link of every mail before people do: none of them may change anything by it."""

import pytest

from cms.accounts import letters as accounts
from cms.desk import jobs as desk
from cms.events import actions, changing
from cms.events import jobs as events
from cms.events.lifecycle import State
from cms.newsletter import issuing, subscribing
from cms.newsletter import jobs as newsletter
from directory import notices, rounds
from directory.models.letters import KINDS
from tests.cms.meeting import come, make_meeting
from tests.directory.mailbox import letters, open_every_link_twice

pytestmark = pytest.mark.django_db
# Who hears it, by kind of mail.
ABOUT_AN_EVENT = {
    actions.CONFIRM: State.UNCONFIRMED,
    actions.STATE: State.CONFIRMED,
    actions.MOVED_UP: State.CONFIRMED,
    actions.WITHDRAWN: State.CANCELLED,
    events.REMINDER: State.CONFIRMED,
    changing.ATTESTATION: State.PRESENT,
    changing.CHANGED: State.WAITING,
    changing.CALLED_OFF: State.CONFIRMED,
}
# Tried in the tests of what they are about.
ELSEWHERE = {
    accounts.NEW_PASSWORD,
    accounts.CHANGED,
    desk.KIND,
    subscribing.CONFIRM,
    subscribing.KNOWN,
    newsletter.ISSUE,
    issuing.TEST,
    rounds.ASK,
    notices.DAILY,
    # Of accounts nobody uses, members, mailboxes and tickets.
    "account_unused",
    "account_unused_closed",
    "claim_confirm",
    "claim_refused",
    "invitation",
    "mailbox_code",
    "member_changed",
    "proposal_decided",
    "members_to_attest",
    "ticket_answered",
    "ticket_brusano",
    "ticket_new",
}


@pytest.mark.parametrize("kind", ABOUT_AN_EVENT)
def test_no_mail_about_an_event_acts_by_being_opened(client, kind):
    actions.tell(kind, come(make_meeting(link="https://visio.example/room"), ABOUT_AN_EVENT[kind]))
    sent = letters()
    assert len(sent) == 1

    before, after = open_every_link_twice(client, sent)
    assert before == after


def test_every_kind_of_mail_is_tried():
    assert set(KINDS) == set(ABOUT_AN_EVENT) | ELSEWHERE
