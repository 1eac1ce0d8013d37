"""The code lists: words change, codes do not, cards that use them are told; lists of records find what is asked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.actions.shape import shape_of
from directory.forms.organisation import OrganisationForm
from directory.forms.sentences import BEYOND_FORMS, SENTENCES
from directory.forms.service import ServiceForm
from directory.forms.site import SiteForm
from directory.models import Category, Change, HelpLine, Service, Source, SourceRecord, Stage, Theme, Version
from tests.directory.admin.posting import Editor
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, SourceFactory

pytestmark = pytest.mark.django_db
# Kept by the site, by another page, or by a job: never typed on the record's own form.
NOT_TYPED = {
    *("is_demo", "merged_into", "room_said_by", "confirmed_by", "answer_share", "answer_days"),
}


def row(desk, found):
    return Editor(desk, reverse(f"list_{found._meta.model_name}:edit", args=[found.pk]))


def found(desk, kind, query):
    page = desk.get(reverse(f"directory_{kind}:index") + query)
    assert page.status_code == 200
    return {record.pk for record in page.context["object_list"]}


@pytest.mark.parametrize("form", [OrganisationForm, SiteForm, ServiceForm])
def test_every_field_of_a_record_stands_on_its_form(form):
    children = {section.child for tab in form.tabs for section in tab.sections if section.child}

    assert shape_of(form.model).names - NOT_TYPED == ({*form.names()} | children) - {"confirm"}
    assert set(form.children) == children


@pytest.mark.parametrize("form", [OrganisationForm, SiteForm, ServiceForm])
def test_every_rule_of_the_database_is_a_sentence(form):
    shape = shape_of(form.model)
    models = [form.model, *(child.model for child in shape.children.values())]
    rules = {c.name for model in models for c in model._meta.constraints if hasattr(c, "condition")}

    assert rules - BEYOND_FORMS <= set(SENTENCES)


# Code lists ----------------------------------------------------------------------------------------------------------


def test_a_new_word_tells_the_cards_that_use_it_and_is_signed(desk, coordinator):
    service = ServiceFactory(themes=["housing"])
    theme = Theme.objects.get(code="housing")

    row(desk, theme).save(label_fr="Se loger")

    assert Theme.objects.get(pk=theme.pk).label_fr == "Se loger"
    version = Version.objects.of(theme).first()
    assert (version.by, version.after) == (coordinator, {"label_fr": "Se loger"})
    assert service.pk in Change.objects.last().service_ids


def test_a_code_is_chosen_once(desk):
    theme = Theme.objects.get(code="housing")

    row(desk, theme).save(code="else", label_fr="Se loger")

    assert Theme.objects.get(pk=theme.pk).code == "housing"


def test_a_code_is_added_once(desk):
    def add():
        page = Editor(desk, reverse("list_theme:add"))
        return page.save(code="dance", label_fr="Danser", group=Theme.objects.first().group.pk, sort=0)

    assert add().status_code == 302
    assert Theme.objects.get(code="dance").label_fr == "Danser"
    assert add().status_code == 200
    assert Theme.objects.filter(code="dance").count() == 1


def test_usual_values_of_a_kind_are_written(desk):
    category = Category.objects.get(code="sage_femme")
    stages = [Stage.objects.first().pk]

    row(desk, category).save(default_stages=stages)

    assert [stage.pk for stage in category.default_stages.all()] == stages


def test_an_inactive_code_leaves_the_choices_but_not_the_cards_that_have_it(desk):
    service, other = ServiceFactory(themes=["housing"]), ServiceFactory(themes=["pregnancy_care"])

    row(desk, Theme.objects.get(code="housing")).save(active=False)

    def offered(record):
        page = Editor(desk, reverse("directory_service:edit", args=[record.pk]))
        return {code for _group, codes in page.form.fields["themes"].choices for code, _label in codes}

    assert "housing" in offered(service)
    assert "housing" not in offered(other)


def test_a_help_line_is_typed_the_belgian_way_and_must_have_a_number(desk):
    line = HelpLine.objects.exclude(phone="").first()

    row(desk, line).save(phone="02/529.41.20")
    assert HelpLine.objects.get(pk=line.pk).phone == "+3225294120"

    response = row(desk, line).save(phone="", short_number="")
    assert "phone" in response.context["form"].errors


def test_nothing_of_a_list_is_deleted(desk):
    theme = Theme.objects.first()

    assert desk.post(f"/admin/directory/lists/theme/delete/{theme.pk}/", follow=True).status_code == 404


# Lists of records ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["Crèche Béguinage", "creche", "beguinage", "BÉGUIN", "0212.347.945", "02/529 41 20"])
def test_a_service_is_found_by_words_by_number_and_by_telephone(desk, query):
    organisation = OrganisationFactory(enterprise_number="0212347945")
    wanted = ServiceFactory(name_fr="Crèche du Béguinage", organisation=organisation)
    ServiceFactory(contacts=[])

    assert found(desk, "service", f"?q={query}") == {wanted.pk}


@pytest.mark.parametrize("query", ["%5B", "(((", "*", "%27%3B--", "%00", "x" * 3000, "+32", "🙂"])
def test_what_means_nothing_finds_nothing(desk, query):
    ServiceFactory()

    found(desk, "service", f"?q={query}")
    found(desk, "organisation", f"?q={query}")
    found(desk, "site", f"?q={query}")


def test_services_are_narrowed_by_what_staff_asks(desk):
    today = timezone.localdate()
    full = ServiceFactory(full=True, category="cpas", sensitive=True, confirmed_on=today - timedelta(days=100))
    north = ServiceFactory(site=SiteFactory(bassin_override="nord"), confirmed_on=None, room="")
    closed = ServiceFactory(closed=True)
    waiting = ServiceFactory(organisation__proposed=True)
    every = {
        "?room=full": {full},
        "?room=none": {north},
        "?category=cpas": {full},
        "?sensitive=true": {full},
        "?bassin=nord": {north},
        "?confirmed=180": {full, closed, waiting},
        "?confirmed=never": {north},
        "?status=closed": {closed},
        "?status=waiting": {waiting},
        "?status=listed": {full, north},
        "?is_demo=true": set(),
    }

    assert {query: found(desk, "service", query) for query in every} == {
        query: {service.pk for service in services} for query, services in every.items()
    }


def test_what_is_to_be_checked_is_counted_and_leads_to_its_list(desk):
    unstated = ServiceFactory(area="unstated", area_bassins=[])
    claims = ServiceFactory(screening=True, organisation__bib=False)
    gone = ServiceFactory()
    late = ServiceFactory(stale=True)
    SourceRecord.objects.create(
        source=SourceFactory(), external_id="1", service=gone, seen_at=timezone.now(), gone_since=timezone.now()
    )
    ServiceFactory(screening=True)

    assert found(desk, "service", "?check=area") == {unstated.pk}
    assert found(desk, "service", "?check=screening") == {claims.pk}
    assert found(desk, "service", "?check=gone") == {gone.pk}
    assert found(desk, "service", "?check=overdue") == {late.pk}
    services = desk.get(reverse("directory_to_check")).context["sections"][0]
    assert [line["count"] for line in services["rows"]][:4] == [1, 1, 1, 1]


@pytest.mark.parametrize("kind", ["service", "organisation", "site"])
def test_a_list_costs_the_same_however_long_it_is(desk, kind):
    def cost():
        found(desk, kind, "?q=e")  # what is read once for all is read
        with CaptureQueriesContext(connection) as asked:
            found(desk, kind, "?q=e")
        return len(asked)

    ServiceFactory()
    short = cost()
    for _n in range(8):
        ServiceFactory()
    assert cost() == short < 20


def test_a_site_is_chosen_among_those_of_the_organisation(desk):
    mine, _other = SiteFactory(), SiteFactory()

    page = desk.get(reverse("choose_site:choose_results") + f"?organisation={mine.organisation.pk}")

    assert [site.pk for site in page.context["results"]] == [mine.pk]
    assert desk.get(reverse("choose_site:choose_results") + "?organisation=x").status_code == 200


def test_a_source_and_its_licence_are_edited(desk):
    source = Source.objects.first() or SourceFactory()

    row(desk, source).save(licence="CC BY 4.0", website="example.org")

    source.refresh_from_db()
    assert (source.licence, source.website) == ("CC BY 4.0", "https://example.org")
    assert not Service.objects.exists()


@pytest.mark.parametrize("kind", ["organisation", "site", "service"])
@pytest.mark.parametrize("number", ["a", "-1", "1e3", "²", "9" * 30, "%00"])
def test_a_chooser_says_that_there_is_no_such_record(desk, kind, number):
    assert desk.get(f"/admin/directory/choose-{kind}/chosen/{number}/", follow=True).status_code == 404
