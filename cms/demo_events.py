"""Invented events for the demo network, over bassins and series, each with a page in French and one in Dutch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import cast
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.coreutils import find_available_slug

from cms.content.draft import text, typeset
from cms.events.actions import take_step
from cms.events.lifecycle import Step
from cms.models import EventPage, EventsPage, Meeting, Registration, Series
from directory.models import Bassin, Category

KEYS = UUID("0d9f3c52-6a0e-4d1b-8f52-9f6f2f1b7c11")
Words = tuple[str, str, str]  # title, introduction, text


@dataclass(frozen=True)
class Invented:
    """`days` from today; the hours are those of Brussels."""

    name: str
    series: str
    bassins: tuple[str, ...]
    days: int
    hours: tuple[int, int]
    place: tuple[str, str]
    fr: Words
    nl: Words
    capacity: int | None = None
    people: int = 0  # registered or, beyond the seats, waiting
    link: str = ""
    cancelled: bool = False
    report: tuple[str, str] = ("", "")


PEOPLE = (
    ("Alix Exemple", "Maison de quartier Exemple", "planning"),
    ("Bo Voorbeeld", "Huis van het Kind (voorbeeld)", "huis_vh_kind"),
    ("Camille Exemple", "", "sage_femme"),
    ("Dominique Exemple", "CPAS (exemple)", "cpas"),
    ("Eli Voorbeeld", "Wijkgezondheidscentrum (voorbeeld)", "maison_medicale"),
    ("Fred Exemple", "Service exemple", ""),
)

EVENTS = (
    Invented(
        "speak_north",
        "perinatalite",
        ("nord",),
        16,
        (12, 14),
        ("Maison de quartier (exemple), 1020 Bruxelles", "Buurthuis (voorbeeld), 1020 Brussel"),
        (
            "Le sommeil du tout-petit : que répondre aux parents ?",
            "Un temps de midi pour se rencontrer et échanger, avec une sage-femme du quartier.",
            "<p>Chacun·e apporte son repas, la soupe est offerte. Une courte présentation, puis vos questions.</p>",
        ),
        (
            "Slapen met een baby: wat zeggen we aan ouders?",
            "Een middag om elkaar te ontmoeten en ervaringen te delen, met een vroedvrouw uit de buurt.",
            "<p>Breng uw lunch mee, wij zorgen voor soep. Eerst een korte uitleg, dan uw vragen.</p>",
        ),
        capacity=25,
        people=4,
    ),
    Invented(
        "change_north_east",
        "atelier_changement",
        ("nord-est",),
        30,
        (9, 12),
        ("Salle communautaire (exemple), 1210 Saint-Josse", "Gemeenschapszaal (voorbeeld), 1210 Sint-Joost"),
        (
            "Mieux se passer le relais entre maternité et quartier",
            "Un atelier pour dessiner ensemble le chemin du retour à la maison.",
            "<p>À partir de situations vécues, en petits groupes. Le compte rendu sera publié ici.</p>",
        ),
        (
            "Beter doorgeven tussen kraamafdeling en wijk",
            "Een atelier om samen de weg naar huis uit te tekenen.",
            "<p>In kleine groepen, vanuit situaties uit de praktijk. Het verslag komt op deze pagina.</p>",
        ),
        capacity=4,
        people=6,
    ),
    Invented(
        "consult_south",
        "concertation_thematique",
        ("sud", "sud-est"),
        23,
        (14, 16),
        ("", ""),
        (
            "Logement et naissance : qui fait quoi ?",
            "Une concertation en ligne entre le social, le logement et la périnatalité.",
            "<p>Deux services racontent comment ils travaillent ensemble, puis on échange.</p>",
        ),
        (
            "Wonen en geboorte: wie doet wat?",
            "Een online overleg tussen welzijn, wonen en perinatale zorg.",
            "<p>Twee diensten vertellen hoe ze samenwerken, daarna wisselen we uit.</p>",
        ),
        people=2,
        link="https://visio.example/maillage",
    ),
    Invented(
        "open_centre",
        "portes_ouvertes",
        ("centre-ouest",),
        44,
        (10, 17),
        ("Centre social (exemple), 1080 Molenbeek", "Sociaal centrum (voorbeeld), 1080 Molenbeek"),
        (
            "Portes ouvertes des services autour de la naissance",
            "Passez quand vous voulez : dix services se présentent.",
            "<p>Sans inscription obligatoire, mais elle nous aide à prévoir le café.</p>",
        ),
        (
            "Opendeurdag van de diensten rond geboorte",
            "Kom langs wanneer u wilt: tien diensten stellen zich voor.",
            "<p>Inschrijven hoeft niet, maar zo weten we hoeveel koffie we zetten.</p>",
        ),
    ),
    Invented(
        "action_region",
        "conseil_action",
        (),
        9,
        (9, 11),
        ("Brusano (exemple), 1000 Bruxelles", "Brusano (voorbeeld), 1000 Brussel"),
        (
            "Conseil de l’action de décembre",
            "Cette rencontre est annulée : l’orateur est souffrant.",
            "<p>Une nouvelle date suivra.</p>",
        ),
        (
            "Actieraad van december",
            "Deze ontmoeting gaat niet door: de spreker is ziek.",
            "<p>Een nieuwe datum volgt.</p>",
        ),
        cancelled=True,
    ),
    Invented(
        "speak_past",
        "perinatalite",
        ("centre-ouest",),
        -12,
        (12, 14),
        ("Bibliothèque (exemple), 1070 Anderlecht", "Bibliotheek (voorbeeld), 1070 Anderlecht"),
        (
            "Parler d’argent avec de futurs parents",
            "Qui peut aider quand le budget manque à l’arrivée d’un bébé ?",
            "<p>Trois services ont présenté ce qu’ils proposent.</p>",
        ),
        (
            "Praten over geld met toekomstige ouders",
            "Wie kan helpen als het budget krap is bij de komst van een baby?",
            "<p>Drie diensten stelden voor wat ze doen.</p>",
        ),
        capacity=30,
        people=5,
        report=(
            "<p>Nous étions cinq autour de la table. À retenir : demander tôt, et à plusieurs portes.</p>",
            "<p>We zaten met vijf rond de tafel. Om te onthouden: vroeg vragen, en aan meer dan één deur.</p>",
        ),
    ),
)


def make() -> int:
    """Those that are missing; how many were made. Needs the pages of events and the series."""
    indexes = {page.language: page for page in EventsPage.objects.select_related("locale")}
    made = 0
    for one in EVENTS:
        if not Meeting.objects.filter(uid=uuid5(KEYS, one.name)).exists():
            with transaction.atomic():
                meeting = _meeting(one)
                for place, language in enumerate(("fr", "nl")):
                    if language in indexes:
                        _page(one, meeting, indexes[language], place)
                _register(one, meeting)
            made += 1
    return made


def remove() -> int:
    meetings = Meeting.objects.filter(is_demo=True)
    for page in EventPage.objects.filter(meeting__in=meetings):
        page.delete()
    count = meetings.count()
    meetings.delete()
    return count


def _meeting(one: Invented) -> Meeting:
    day = timezone.localdate() + timedelta(days=one.days)
    begins, ends = (timezone.make_aware(datetime.combine(day, time(hour))) for hour in one.hours)
    meeting = Meeting.objects.create(
        uid=uuid5(KEYS, one.name),
        series=Series.objects.get(code=one.series),
        starts_at=begins,
        ends_at=ends,
        place_fr=one.place[0],
        place_nl=one.place[1],
        link=one.link,
        step_free=True if one.place[0] else None,
        capacity=one.capacity,
        cancelled=one.cancelled,
        is_demo=True,
    )
    meeting.bassins.set(Bassin.objects.filter(code__in=one.bassins))
    return meeting


def _page(one: Invented, meeting: Meeting, index: EventsPage, place: int) -> None:
    title, introduction, html = typeset(one.nl if place else one.fr, index.language)
    page = EventPage(
        title=title,
        slug=find_available_slug(index, f"demo-{one.name.replace('_', '-')}"),
        introduction=introduction,
        body=json.dumps(typeset([text(html)], index.language)),
        report=json.dumps(typeset([text(one.report[place])], index.language) if one.report[place] else []),
        meeting=meeting,
        locale=index.locale,
        translation_key=uuid5(KEYS, f"page {one.name}"),
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision().publish()


def _register(one: Invented, meeting: Meeting) -> None:
    """Nobody is written to: these people do not exist."""
    for name, organisation, kind in PEOPLE[: one.people]:
        person = Registration.objects.create(
            meeting=meeting,
            name=name,
            email=f"{name.split()[0].lower()}@maillage.example",
            organisation=organisation,
            category=cast("QuerySet[Category]", Category.objects.filter(code=kind)).first(),
            bassin=meeting.bassins.first(),
            language="nl" if "Voorbeeld" in name else "fr",
        )
        take_step(person, Step.QUEUE if meeting.room() == 0 else Step.SEAT)
        if meeting.is_over and name != PEOPLE[0][0]:
            take_step(person, Step.ATTEND)
