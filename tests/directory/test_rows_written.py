"""What is written many rows at a time is what the history says, and what a person would have written one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import records
from directory import actions
from directory.actions.shape import in_order, shape_of
from directory.actions.snapshots import snapshot
from directory.importers.merging import remember
from directory.models import Organisation, Service, Site, Version, public_code
from directory.models.organisations import ALPHABET, CODE_LENGTH
from tests.directory.importing import counts, json_file, run

CHILDREN = st.lists(st.dictionaries(st.sampled_from(["sort", "kind", "value", "language"]), st.text(max_size=3)))


@pytest.fixture
def imported(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    report = run(json_file(tmp_path, *records.records(30)))
    assert counts(report, "created", "rejected") == (30, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Organisation, Site, Service])
def test_the_first_version_of_an_imported_record_is_what_the_directory_holds(imported, model):
    for row in model.objects.all():
        version = Version.objects.of(row).get()
        held = snapshot(row)
        assert version.after == {name: held[name] for name in version.after}
        unsaid = {name for name, field in shape_of(model).plain.items() if held[name] == field.get_default()}
        assert {name for name, value in held.items() if value not in (None, "", [])} - unsaid <= set(version.after)
        assert version.label == str(row.organisation if model is Site else row)


@pytest.mark.django_db
def test_the_same_values_saved_by_a_person_give_the_same_service(imported):
    for service in Service.objects.all()[:5]:
        said = Version.objects.of(service).get().after
        saved = actions.save(Service(), said, by=None, via=Version.Via.ADMIN)
        assert snapshot(saved) == snapshot(service)
        assert Version.objects.of(saved).get().after == said


@given(CHILDREN)
def test_children_stand_in_one_order_whatever_order_they_came_in(children):
    assert in_order(reversed(children)) == in_order(children)
    keys = [[str(child.get("sort", "")), *map(str, sorted(child.items()))] for child in in_order(children)]
    assert keys == sorted(keys)


def test_a_long_list_of_codes_is_remembered_as_it_always_was():
    """Databases hold these digests: another text for the same list would make each of them a person's edit."""
    assert remember(["housing", "legal"]) == ["housing", "legal"]
    assert remember([f"a_long_code_{n}" for n in range(9)]) == "#ea7978d0a1e758eb8452a10a"
    assert remember([{"kind": "mail", "value": "a" * 60, "sort": 10}]) == "#51ce8eda83ae20cae470aece"


def test_codes_are_eight_letters_that_can_be_read_aloud():
    codes = [public_code() for _n in range(2000)]
    assert len(set(codes)) == len(codes)
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) == set(ALPHABET)
