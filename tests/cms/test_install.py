"""`manage.py install`: a second run does what changed, and keeps what people made."""

import io
import json

import pytest
from django.core.management import call_command

from cms.management.commands.install import AFTER_DEMO, BEFORE_DEMO
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


@pytest.fixture
def installed(install, settings):
    """As a first run leaves it: the test's database has its tables and reference data already."""
    done = {step.says: step.digest() for step in [*BEFORE_DEMO, *AFTER_DEMO]}
    (settings.VAR / "installed.json").write_text(json.dumps(done))


def test_a_second_run_does_nothing_and_keeps_the_data(install, settings):
    assert "Reference data" in install()
    organisation = OrganisationFactory()

    assert install() == ""
    assert Organisation.objects.get() == organisation
    assert (settings.STATIC_ROOT / "staticfiles.json").exists() or any(settings.STATIC_ROOT.iterdir())


@pytest.mark.usefixtures("installed")
def test_a_step_whose_files_changed_is_taken_again(install, settings):
    memory = settings.VAR / "installed.json"
    memory.write_text(json.dumps(json.loads(memory.read_text()) | {"Pages": "another digest"}))

    assert install() == "Pages…\n"


@pytest.mark.usefixtures("installed")
def test_the_demo_comes_once_with_its_accounts(install):
    assert "coordination@maillage.example" in install(demo=True)
    call_command("seed_demo", "--remove", stdout=io.StringIO())

    assert "Demo" not in install(demo=True)
    assert not Service.objects.exists()
    assert not User.objects.exists()


@pytest.mark.usefixtures("installed")
def test_a_directory_in_use_is_served_without_demo(install):
    service = ServiceFactory()

    assert "refused" in install(demo=True)
    assert Service.objects.get() == service
