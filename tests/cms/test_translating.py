"""Pages translated side by side: editors fill, moderators publish, nothing is copied, aliased or sent elsewhere."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page, Revision, Workflow
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from cms.blocks import LinkBlock
from cms.desk import equality, translating
from cms.models import NewsIndexPage, NewsPage
from directory.permissions import EDITOR, MODERATOR
from tests.cms.reading import page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = UserFactory(groups=[EDITOR])
    client.force_login(person)
    client.person = person
    return client


@pytest.fixture
def moderator(client):
    person = UserFactory(groups=[MODERATOR])
    client.force_login(person)
    client.person = person
    return client


def dutch():
    return Locale.objects.get(language_code="nl")


def news(language="fr", **values):
    body = [
        {"type": "text", "value": "<p>Un <b>texte</b>.</p>"},
        {"type": "figures", "value": [{"value": "12", "label": "mois"}]},
    ]
    made = NewsPage(title="Une nouvelle", introduction="Brève.", body=body, **values)
    NewsIndexPage.objects.get(locale__language_code=language).add_child(instance=made)
    made.save_revision().publish()
    return made


def begun(source=None):
    """A draft in Dutch, and what fills it."""
    draft = translating.begin(source or news(), dutch(), by=None)
    return draft, translating.into(draft)


def fill(translation, **but):
    for segment in translation.source.stringsegment_set.select_related("context", "string"):
        text = but.get(segment.context.path, f"NL {segment.string.data}")
        if text and segment.context.path != "slug":
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=translation.target_locale, data=text
            )


def publish(client, draft):
    return client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), {"action": "publish"})


def live(draft):
    return Page.objects.get(pk=draft.pk).live


# Beginning ------------------------------------------------------------------------------------------------------------


def test_an_editor_begins_a_translation_as_a_draft(editor):
    source = news()
    address = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    answer = editor.post(address, {"locales": [dutch().pk], "include_subtree": "on"})
    draft = NewsPage.objects.get(translation_key=source.translation_key, locale=dutch())

    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert not draft.live
    assert editor.get(answer.url).status_code == 200


def test_pages_that_exist_are_never_written_over(editor):
    """wagtail-localize would put French words into every Dutch page that is linked to, or lies below."""
    source = news()
    source.body = [{"type": "links", "value": [{"label": "Programme", "page": page("programme", "fr").pk}]}]
    source.save_revision().publish()
    before = {one.pk: (one.title, one.latest_revision_id) for one in Page.objects.filter(locale=dutch())}

    begun(source)
    home = page("programme", "fr").get_parent()
    editor.post(
        reverse("wagtail_localize:submit_page_translation", args=[home.pk]),
        {"locales": [dutch().pk], "include_subtree": "on"},
    )

    assert {pk: (one.title, one.latest_revision_id) for pk in before for one in [Page.objects.get(pk=pk)]} == before


def test_a_translation_needs_a_place_and_has_only_one(editor):
    source = news()
    begun(source)
    with pytest.raises(ValidationError, match="existe déjà"):
        translating.begin(source, dutch(), by=None)
    index = NewsIndexPage.objects.get(locale=dutch())
    index.delete()
    with pytest.raises(ValidationError, match="Traduisez d’abord"):
        translating.begin(news(), dutch(), by=None)


# Publishing -----------------------------------------------------------------------------------------------------------


def test_a_moderator_publishes_a_whole_translation(moderator, django_capture_on_commit_callbacks):
    draft, translation = begun()
    fill(translation)

    with django_capture_on_commit_callbacks(execute=True):
        publish(moderator, draft)
    shown = NewsPage.objects.get(pk=draft.pk)

    assert shown.live
    assert shown.title == "NL Une nouvelle"
    assert shown.slug == "nl-une-nouvelle"
    assert "NL " in shown.body[0].value.source


def test_half_a_translation_is_not_published_and_the_place_is_named(moderator):
    draft, translation = begun()
    fill(translation, introduction="")

    answer = publish(moderator, draft)
    said = moderator.get(answer.url).content.decode()

    assert not live(draft)
    assert "un texte n’est pas encore traduit (Introduction)" in said


def test_figures_need_no_translation():
    _draft, translation = begun()

    assert "12" not in [segment.string.data for segment in translating.untranslated(translation)]


@pytest.mark.django_db(transaction=True)
def test_an_editor_publishes_a_translation_by_no_address(editor):
    draft, translation = begun()
    fill(translation)
    source, drafted = translation.source, draft.get_latest_revision()
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    tries = [
        (edit, {"action": "publish"}),
        (edit, whole("action-publish")),
        (edit, {"localize-convert-to-alias": "yes"}),
        (reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"}),
        (reverse("wagtail_localize:convert_to_alias", args=[draft.pk]), {}),
        (reverse("wagtail_localize:machine_translate", args=[translation.pk]), {"publish": "on"}),
        (reverse("wagtail_localize:submit_page_translation", args=[draft.pk]), {"locales": [1, 2, 3]}),
        (reverse("wagtail_localize:stop_translation", args=[translation.pk]), {"publish": "on"}),
        (edit, whole("action-publish")),  # now the ordinary editor's
        (edit, {"localize-restart-translation": "yes"}),
        (reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, drafted.pk]), whole("action-publish")),
        (reverse("wagtailadmin_pages:copy", args=[draft.pk]), copied(draft, publish_copies="on")),
        (reverse("wagtailadmin_pages:copy", args=[draft.pk]), copied(draft, alias="on")),
    ]

    for address, form in tries:
        editor.post(address, form)
        assert not live(draft), (address, form)
    assert not NewsPage.objects.live().filter(locale=dutch(), title__contains="nouvelle").exists()
    assert not Page.objects.exclude(alias_of=None).exists()


def whole(action):
    """Everything that the form of an article asks."""
    none = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    words = {"title": "Nieuw", "slug": "nieuw", "introduction": "Kort.", "day": "2026-11-22", "picture_alt": ""}
    return nested_form_data(words | {"comments": none, "body": streamfield([]), action: "yes"})


def copied(draft, **more):
    return {"new_title": "Copie", "new_slug": "copie", "new_parent_page": draft.get_parent().pk} | more


def test_taking_over_the_source_publishes_nothing_whoever_asks(moderator, django_capture_on_commit_callbacks):
    source = news()
    draft, translation = begun(source)
    fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        publish(moderator, draft)
    source.introduction = "Autre."
    source.save_revision().publish()

    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    with django_capture_on_commit_callbacks(execute=True):
        moderator.post(address, {"publish_translations": "on"})

    assert NewsPage.objects.get(pk=draft.pk).introduction == "NL Brève."
    assert [one.string.data for one in translating.untranslated(translation)] == ["Autre."]


def test_the_links_of_a_translation_lead_to_pages_in_its_language():
    french = page("programme", "fr")
    value = LinkBlock().to_python({"label": "x", "page": french.pk})

    assert value.href == french.url
    with override("nl"):
        assert value.href == page("programme", "nl").url
        page("programme", "nl").unpublish()
        assert value.href == french.url


# What is closed -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["editor", "moderator"])
def test_no_page_is_an_alias_and_nothing_is_sent_to_a_service(who, request):
    client = request.getfixturevalue(who)
    draft, translation = begun()
    editing = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()

    assert client.post(reverse("wagtail_localize:convert_to_alias", args=[draft.pk]), follow=True).status_code == 404
    assert (
        client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]), follow=True).status_code
        == 404
    )
    assert "convertToAliasUrl&quot;: null" in editing
    assert "machineTranslator&quot;: null" in editing
    with pytest.raises(ValidationError):
        draft.create_alias(parent=draft.get_parent(), update_slug="alias")
    assert Page.objects.exclude(alias_of=None).count() == 0


def test_a_locale_offers_no_copy_of_another_languages_tree(admin_client):
    shown = admin_client.get(reverse("wagtaillocales:edit", args=[dutch().pk])).content.decode()

    assert "sync_from" not in shown


def test_an_alias_or_a_tree_that_follows_another_is_found():
    assert equality.faults() == []
    assert equality.equal_languages(["default"]) == []
    one = page("contact", "fr")
    Page.objects.filter(pk=one.pk).update(alias_of=page("contact", "nl"))
    LocaleSynchronization.objects.create(locale=dutch(), sync_from=Locale.objects.get(language_code="fr"))

    assert [error.id for error in equality.equal_languages(["default"])] == ["cms.E001", "cms.E001"]
    assert one.url_path in equality.faults()[0]


# The workflow ---------------------------------------------------------------------------------------------------------


def test_what_an_editor_submits_in_either_language_a_moderator_approves():
    call_command("set_up_groups")
    call_command("set_up_groups")
    [workflow] = Workflow.objects.all()

    assert workflow.name == "Relecture / Nalezing"
    for language in ("fr", "nl", "en"):
        assert page("programme", language).get_workflow() == workflow
    [task] = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == [MODERATOR]


def test_an_editor_submits_and_only_the_moderator_publishes(editor):
    one = news("nl")
    one.title = "Nieuw"
    one.save_revision(user=editor.person)
    workflow = one.get_workflow()
    state = workflow.start(one, editor.person)
    task = state.current_task_state.task.specific

    assert "approve" not in [action[0] for action in task.get_actions(one, editor.person)]
    moderator = UserFactory(groups=[MODERATOR])
    state.current_task_state.approve(user=moderator)
    assert NewsPage.objects.get(pk=one.pk).title == "Nieuw"
    assert Revision.objects.for_instance(one).count() == 2
    assert not Translation.objects.exists()
