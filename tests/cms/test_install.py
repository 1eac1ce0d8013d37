"""`manage.py install`: a second run does what changed, and keeps what people made."""

import io
import json

import pytest
from django.core.management import call_command

from directory.models import Organisation, Service, User
from tests.factories import OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "cache"])


@pytest.fixture
def install(settings, tmp_path):
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"

    def run(**options):
        said = io.StringIO()
        call_command("install", stdout=said, **options)
        return said.getvalue()

    return run


def test_a_second_run_does_nothing_and_keeps_the_data(install, settings):
    assert "Reference data" in install()
    organisation = OrganisationFactory()

    assert install() == ""
    assert Organisation.objects.get() == organisation
    assert (settings.STATIC_ROOT / "staticfiles.json").exists() or any(settings.STATIC_ROOT.iterdir())


def test_a_step_whose_files_changed_is_taken_again(install, settings):
    install()
    memory = settings.VAR / "installed.json"
    memory.write_text(json.dumps(json.loads(memory.read_text()) | {"Pages": "another digest"}))

    assert install() == "Pages…\n"


def test_the_demo_comes_once_with_its_accounts(install):
    assert "coordination@maillage.example" in install(demo=True)
    call_command("seed_demo", "--remove", stdout=io.StringIO())

    assert "Demo" not in install(demo=True)
    assert not Service.objects.exists()
    assert not User.objects.exists()


def test_a_directory_in_use_is_served_without_demo(install):
    service = ServiceFactory()

    assert "refused" in install(demo=True)
    assert Service.objects.get() == service
