"""What lies on the desks of the demo network: reports, a pair of cards that may be one, a claim, a campaign, calls.

Written through the same actions as people's own work; days count back from today. Made once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from directory.actions import callbacks, campaigns, claims, confirming, duplicates, editing, journal, members, tickets
from directory.actions.turns import one_writer
from directory.actions.writing import save
from directory.lifecycle.claims import Stand
from directory.lifecycle.tickets import Reason, Step
from directory.models import (
    Bassin,
    Campaign,
    Category,
    Claim,
    Confirmation,
    JournalEntry,
    Likeness,
    Membership,
    Organisation,
    Round,
    Service,
    Ticket,
    User,
    Version,
)
from directory.models.tickets import ANSWER_DAYS

PHONE = "+3220009142"
ASKED = {"bassins": ["nord", "centre-ouest"], "categories": ["planning", "hopital", "sage_femme"]}
CLAIMS = (
    {
        "name": "Le Petit Phare (exemple)",
        "phone": "+3220009177",
        "website": "https://petit-phare.example/",
        "full_name": "Dina Exemple",
        "job": "coordinatrice",
        "email": "dina@petit-phare.example",
        "note": "Nous ouvrons en janvier, rue Haute.",
    },
    {
        "full_name": "Emiel Voorbeeld",
        "job": "sociaal werker",
        "email": "emiel@maillage.example",
        "language": "nl",
    },
)


@dataclass
class Desk:
    """Two organisations that people of the demo act for, a third that nobody claims, and who acts."""

    today: date
    first: Organisation
    second: Organisation
    alone: Organisation
    manager: User
    member: User
    coordinator: User

    def write(self) -> None:
        with one_writer():
            self.room()
            self.people()
            self.reports()
            self.proposal()
            self.claims()
            self.campaign()
            self.journal()
            self.twin()
        duplicates.refresh()

    def room(self) -> None:
        """One is full until a day, another has not been looked at for a year."""
        full, late = self.first.services.order_by("pk")[:2]
        until = self.today + timedelta(days=40)
        confirming.say_room(full, Service.Room.FULL, by=self.manager, via=Confirmation.Via.APP, until=until, waiting=45)
        long_ago = {"confirmed_on": self.today - timedelta(days=390), "rhythm_months": 6}
        save(late, long_ago, by=None, via=Version.Via.DEMO)

    def people(self) -> None:
        """Somebody is invited; of somebody else nobody has said for half a year that she still works there."""
        role, email = Membership.Role.MEMBER, "farah@maillage.example"
        members.invite(self.first, email, role=role, language="fr", by=self.manager)
        long_ago = self.today - timedelta(days=200)
        Membership.objects.filter(user=self.member, organisation=self.first).update(since=long_ago)

    def reports(self) -> None:
        """One of two days ago; one that the organisation left unanswered, so that Brusano has it."""
        service, other = self.first.services.order_by("pk")[:2]
        words = "On m’a dit au téléphone que la permanence du jeudi n’existe plus."
        self.report(service, 2, reason=Reason.HOURS, text=words)
        words = "Dit nummer geeft geen gehoor meer: « niet toegekend »."
        left = self.report(other, ANSWER_DAYS + 3, reason=Reason.PHONE, text=words, language="nl")
        tickets.take_step(left, Step.PASS_ON)

    def report(self, service: Service, days: int, **said: str) -> Ticket:
        """Without the mail that `tickets.report` sends: it was reported before."""
        opened = timezone.now() - timedelta(days=days)
        return Ticket.objects.create(organisation=service.organisation, service=service, opened_at=opened, **said)

    def proposal(self) -> None:
        service = self.first.services.order_by("pk")[1]
        editing.edit(service, {"name_fr": f"{service.name_fr} – aile Est"}, by=self.member)

    def claims(self) -> None:
        """Of one that is not in the directory yet, and of one that nobody acts for: Brusano rang it in vain."""
        for values, organisation in zip(CLAIMS, (None, self.alone), strict=True):
            now = timezone.now() - timedelta(days=1)
            stand = {"state": Stand.WAITING, "asked_at": now, "confirmed_at": now}
            claim = Claim.objects.create(**values, **stand, organisation=organisation)
        vain = callbacks.Call(PHONE, "www.bruxelles-social.example", "no_answer", "Répondeur: rappeler le matin.")
        claims.call(claim, vain, by=self.coordinator)

    def campaign(self) -> None:
        """Begun sixteen days ago: the silent ones are to be phoned; two calls were made, one in vain."""
        of = Bassin.objects.filter(code__in=ASKED["bassins"])
        kinds = Category.objects.filter(code__in=ASKED["categories"])
        made = campaigns.start("Nord et centre-ouest, automne", list(of), [*kinds], by=self.coordinator)
        begun = timezone.now() - timedelta(days=Campaign.PATIENCE_DAYS + 2)
        late = self.today - timedelta(days=2)
        Campaign.objects.filter(pk=made.pk).update(started_at=begun, phone_from=late)
        # Its mails left then; today's worker sends none.
        Round.objects.filter(campaign=made).update(started_at=begun, collected_at=begun, done_at=begun)
        silent = made.cards.filter(service__confirmed_on__lt=timezone.localdate(begun))
        vain, good = silent.order_by("pk")[:2]
        campaigns.log_call(vain, "nobody", "Fermé le lundi.", by=self.coordinator)
        campaigns.log_call(good, "confirmed", "Tout est exact, dit l’accueil.", by=self.coordinator)

    def journal(self) -> None:
        kinds = JournalEntry.Kind
        self.note(self.second, kinds.VISIT, 60, "Visite de la maternité. Intéressés par le réseau.", -20)
        self.note(self.second, kinds.CONVENTION, 20, "Projet de convention BIB envoyé à la direction.", 5)
        self.note(self.alone, kinds.CALL, 30, "Personne ne tient la fiche. Rappeler la direction.", -3)

    def note(self, organisation: Organisation, kind: str, ago: int, text: str, after: int) -> None:
        """`after`: days from today until somebody comes back to it."""
        day = self.today - timedelta(days=ago)
        back = max(day, self.today + timedelta(days=after))
        values = {"kind": kind, "day": day, "text": text, "next_on": back}
        journal.write(organisation, values, by=self.coordinator)

    def twin(self) -> None:
        """The organisation that nobody claims, entered once more by somebody in a hurry."""
        number = {"contacts": [{"kind": "phone", "value": PHONE, "sort": 0}]}
        save(self.alone, number, by=None, via=Version.Via.DEMO)
        names = {f"name_{tongue}": getattr(self.alone, f"name_{tongue}").upper() for tongue in ("fr", "nl")}
        values = {**names, **number, "kind": self.alone.kind, "status": Organisation.Status.VERIFIED, "is_demo": True}
        save(Organisation(), values, by=None, via=Version.Via.DEMO)


def make(today: date) -> bool:
    """False where it is there already, or where the people who work on it are not (any more)."""
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(is_demo=True)}
    if not {"aline", "chloe", "coordination"} <= people.keys() or JournalEntry.objects.exists():
        return False
    first, second = (one.organisation for one in people["aline"].memberships.order_by("pk"))
    unclaimed = Organisation.objects.listed().demo().filter(memberships=None, services__category__code="planning")
    alone = unclaimed.order_by("pk").first()
    if alone is None:
        return False
    Desk(today, first, second, alone, people["aline"], people["chloe"], people["coordination"]).write()
    return True


def remove() -> None:
    """What does not go with the organisations it is about; before the demo accounts go."""
    Campaign.objects.filter(started_by__is_demo=True).delete()
    Claim.objects.filter(email__in=[claim["email"] for claim in CLAIMS]).delete()
    codes = Organisation.objects.filter(is_demo=True).values("code")
    Likeness.objects.filter(one__in=codes).delete()
