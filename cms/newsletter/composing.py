"""What an issue says to one reader: in one language, only what is published in it, of her bassins and the Region."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.memory import remembered
from cms.models import EventPage, Issue, Item, Meeting, NewsPage, Subscription
from cms.models.news import published
from directory.models import Bassin
from directory.text import LocalText, best

OLDER = timedelta(days=120)  # news that may still be taken up
FIRST = timedelta(days=45)  # what the very first issue looks back
SOON = timedelta(days=45)  # events that a new issue takes by itself


@dataclass(frozen=True)
class Entry:
    """One article or event, in one language."""

    title: str
    introduction: str
    address: str
    bassins: tuple[str, ...]  # codes; none: the whole Region
    day: date | None = None  # of an article
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Section:
    bassin: Bassin | None  # None: the whole Region
    entries: list[Entry]


@dataclass(frozen=True)
class Edition:
    """What one mail says in one language."""

    subject: str
    introduction: str
    sections: list[Section]
    is_empty: bool


@dataclass(frozen=True)
class Candidate:
    """Something that may stand in an issue, with its page in each language that has one."""

    key: str  # "news:<uuid>" or "event:<code>"
    title: LocalText
    day: date
    bassins: list[Bassin]
    languages: tuple[str, ...]
    is_event: bool
    is_demo: bool

    def missing(self, languages: Sequence[str]) -> list[str]:
        return [language for language in languages if language not in self.languages]


def edition(issue: Issue, language: str, bassins: Collection[str]) -> Edition:
    """For a reader of these bassins (codes; none: all five). Empty where nothing concerns her."""
    entries = _entries(issue, language)
    sections = _sections(entries, bassins)
    introduction = issue.introduction_in(language).strip()
    speaks = bool(issue.subject_in(language)) and (bool(sections) or (bool(introduction) and not entries))
    return Edition(issue.subject_in(language), introduction, sections, not speaks)


def edition_for(issue: Issue, language: str, reader: Subscription) -> Edition:
    """While an issue leaves: made once a minute for all readers of the same bassins."""
    bassins = sorted(bassin.code for bassin in reader.bassins.all())
    what = f"newsletter {issue.pk} {issue.version} {' '.join(bassins)}"
    made: Edition = remembered(what, language, lambda: edition(issue, language, bassins))
    return made


def _entries(issue: Issue, language: str) -> list[Entry]:
    """In the order of the issue."""
    items = list(issue.items.all())
    news = published(language).filter(translation_key__in=[item.news for item in items if item.news])
    by_key = {page.translation_key: page for page in news.prefetch_related("bassins")}
    pages = EventPage.objects.live().public().filter(locale__language_code=language, meeting__cancelled=False)
    pages = pages.filter(meeting__in=[item.meeting_id for item in items if item.meeting_id])
    events = pages.select_related("locale", "meeting__series").prefetch_related("meeting__bassins")
    by_meeting = {page.meeting_id: page for page in events}
    found = (by_key.get(item.news) if item.news else by_meeting.get(item.meeting_id) for item in items)
    return [_entry(page) for page in found if page is not None]


def _entry(page: NewsPage | EventPage) -> Entry:
    meeting = page.meeting if isinstance(page, EventPage) else None
    return Entry(
        title=page.title,
        introduction=page.introduction,
        address=urljoin(settings.SITE_ADDRESS, page.url or ""),
        bassins=tuple(bassin.code for bassin in (meeting or page).bassins.all()),
        day=None if meeting else page.day,
        meeting=meeting,
    )


def _sections(entries: list[Entry], bassins: Collection[str]) -> list[Section]:
    """The Region first, then bassin by bassin; what is about several stands under the reader's first."""
    rows = [row for row in Bassin.objects.all() if not bassins or row.code in bassins]
    under: dict[str, list[Entry]] = {"": [], **{row.code: [] for row in rows}}
    for entry in entries:
        places = [""] if not entry.bassins else [row.code for row in rows if row.code in entry.bassins]
        if places:
            under[places[0]].append(entry)
    sections = [Section(None, under[""]), *(Section(row, under[row.code]) for row in rows)]
    return [section for section in sections if section.entries]


# What may be chosen ------------------------------------------------------------------------------------------------


def since(issue: Issue) -> date:
    """The day the last issue left; what was published from then on is new."""
    last = Issue.objects.begun().exclude(pk=issue.pk).order_by("-started_at").first()
    if last and last.started_at:
        return timezone.localdate(last.started_at)
    return timezone.localdate() - FIRST


def candidates(issue: Issue) -> list[Candidate]:
    """News of the last months, the youngest first; events to come, the soonest first; and whatever it holds already."""
    held = list(issue.items.all())
    recent = timezone.localdate() - OLDER
    wanted = Q(day__gte=recent) | Q(translation_key__in=[item.news for item in held if item.news])
    articles = NewsPage.objects.live().public().filter(wanted)
    ahead = Q(cancelled=False, ends_at__gt=timezone.now())
    wanted = ahead | Q(pk__in=[item.meeting_id for item in held if item.meeting_id])
    meetings = Meeting.objects.published().filter(wanted)
    return [*_of_news(articles), *_of_events(meetings.order_by("starts_at", "pk"))]


def _of_news(articles: QuerySet[NewsPage]) -> list[Candidate]:
    groups: dict[UUID, list[NewsPage]] = {}
    rows = articles.select_related("locale").prefetch_related("bassins").order_by("-day", "pk")
    for page in rows:
        groups.setdefault(page.translation_key, []).append(page)
    return [
        Candidate(
            key=f"news:{key}",
            title=_title(pages),
            day=pages[0].day,
            bassins=list(pages[0].bassins.all()),
            languages=tuple(page.language for page in pages),
            is_event=False,
            is_demo=pages[0].is_demo,
        )
        for key, pages in groups.items()
    ]


def _of_events(meetings: QuerySet[Meeting]) -> list[Candidate]:
    pages = EventPage.objects.live().public().filter(meeting__in=meetings).select_related("locale")
    groups: dict[int, list[EventPage]] = {}
    for page in pages:
        groups.setdefault(page.meeting_id, []).append(page)
    return [
        Candidate(
            key=f"event:{meeting.code}",
            title=_title(groups[meeting.pk]),
            day=timezone.localdate(meeting.starts_at),
            bassins=list(meeting.bassins.all()),
            languages=tuple(page.language for page in groups[meeting.pk]),
            is_event=True,
            is_demo=meeting.is_demo,
        )
        for meeting in meetings
        if meeting.pk in groups
    ]


def _title(pages: Sequence[Page]) -> LocalText:
    """In the editor's language, else in the nearest."""
    titles = {page.language: page.title for page in pages}
    return best(titles)


def fresh(issue: Issue) -> list[str]:
    """What a new issue takes by itself: news that no issue has brought yet, events of the coming weeks."""
    start, end = since(issue), timezone.localdate() + SOON
    items = Item.objects.filter(issue__in=Issue.objects.begun()).exclude(news=None)
    brought = set(items.values_list("news", flat=True))
    return [
        one.key
        for one in candidates(issue)
        if (one.day <= end if one.is_event else one.day >= start and UUID(one.key[5:]) not in brought)
    ]


def put(issue: Issue, keys: Sequence[str]) -> None:
    """These, in this order, and nothing else. Keys of what is gone are left out."""
    codes = [key.partition(":")[2] for key in keys if key.startswith("event:")]
    meetings = dict(Meeting.objects.filter(code__in=codes).values_list("code", "pk"))
    issue.items.all().delete()
    rows = []
    for place, key in enumerate(dict.fromkeys(keys)):
        kind, _colon, name = key.partition(":")
        if kind == "news":
            rows.append(Item(issue=issue, place=place, news=UUID(name)))
        elif name in meetings:
            rows.append(Item(issue=issue, place=place, meeting_id=meetings[name]))
    Item.objects.bulk_create(rows)


def held(issue: Issue) -> list[str]:
    """The keys of what it holds, in order."""
    items = issue.items.select_related("meeting")
    return [f"event:{item.meeting.code}" if item.meeting else f"news:{item.news}" for item in items]
