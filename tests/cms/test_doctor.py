"""`manage.py doctor` names what is wrong and the way to mend it; `make upgrade` names the way back."""

import io
import os
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from cms import doctor
from cms.relays import Relay
from directory import notifications
from directory.models import Letter
from directory.models.letters import FAILED
from search.models import Row
from tests.factories import ServiceFactory
from tests.mail_sink import Sink

ROOT = Path(__file__).resolve().parents[2]
KEY = "a long key that nobody may read in what is printed, 123"


@pytest.fixture
def well(settings, tmp_path, monkeypatch):
    """An installation where nothing is broken."""
    settings.VAR, settings.SECRET_KEY = tmp_path, KEY
    monkeypatch.setattr(doctor.databases, "refuse_unsafe", lambda: None)  # tests do not wait for the disk
    monkeypatch.setattr(doctor.privacy, "closed", lambda: [tmp_path / "maillage.sqlite3"])
    return tmp_path


def told():
    return {str(finding.says): finding.state for finding in doctor.examine()}


def broken():
    return " ".join(says for says, state in told().items() if state == "broken")


@pytest.mark.django_db
def test_a_site_that_is_well_has_nothing_broken(well):
    said = io.StringIO()
    call_command("doctor", stdout=said)

    assert all(line.split()[0] in {"ok", "look"} for line in said.getvalue().splitlines())
    assert KEY not in said.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("DEBUG", True, "DEBUG=no"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
    ],
)
def test_a_wrong_setting_is_named_with_its_variable(well, settings, name, value, mend):
    setattr(settings, name, value)

    assert mend in broken()
    with pytest.raises(CommandError, match="broken"):
        call_command("doctor", stdout=io.StringIO())


@pytest.mark.django_db
def test_a_laptop_is_not_broken_for_want_of_https(well, settings):
    """`make run` sets HTTPS=no; `make doctor` and `make upgrade` after it know nothing of that."""
    settings.HTTPS, settings.SITE_ADDRESS = True, "http://localhost:8000"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    assert not broken()

    settings.ALLOWED_HOSTS = ["maillage.example"]
    assert "SITE_ADDRESS does not begin with https://" in broken()


@pytest.mark.django_db
def test_search_rows_that_are_missing_are_counted(well):
    ServiceFactory()
    Row.objects.all().delete()

    assert "1 services have a wrong search row: run manage.py check_search --repair" in broken()


@pytest.mark.django_db
def test_a_file_that_others_may_read_is_named_with_the_command_that_closes_it(well):
    (well / "maillage.sqlite3").touch(mode=0o644)
    (well / "maillage.sqlite3").chmod(0o644)

    assert f"chmod go= {well}/maillage.sqlite3" in broken()


@pytest.mark.django_db
def test_a_worker_that_fell_silent_is_seen(well):
    beat = well / "worker.beat"
    beat.touch()
    assert told()["The worker is at work."] == "ok"
    os.utime(beat, (time.time() - 600, time.time() - 600))

    assert any("start manage.py worker" in says for says in told())


@pytest.mark.django_db
def test_a_cluster_that_is_away_is_explained_with_its_variable(well, settings):
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}
    doctor.cluster.forget()
    try:
        (says,) = (says for says, state in told().items() if "ELASTICSEARCH_URL" in says and state == "look")
        assert "Search answers from the database meanwhile." in says
    finally:
        doctor.cluster.forget()


@pytest.mark.django_db
def test_mail_that_waits_for_a_mail_server_is_broken(well, settings):
    settings.RELAY = None
    assert told()["SMTP_URL is not set, 0 mails wait: name a mail server."] == "look"
    notifications.ask("new_password", to="lea@maillage.example", about="1")

    assert "SMTP_URL is not set, 1 mails wait" in broken()
    assert "lea@" not in str(told())


@pytest.mark.django_db
def test_a_mail_server_that_takes_nothing_is_seen_before_a_mail_is_lost(well, settings):
    with Sink() as sink:
        settings.RELAY = Relay("127.0.0.1", sink.port)
        settings.EMAIL_HOST, settings.EMAIL_PORT = settings.RELAY[:2]
        assert told()["The mail server opens to us."] == "ok"
        assert sink.tried == {}
    assert any("takes nothing (unreachable): mails wait" in says for says in told())
    assert "set MAIL_FROM" in broken()
    settings.DEFAULT_FROM_EMAIL = "Maillage <maillage@brusano.brussels>"
    assert "set MAIL_FROM" not in broken()


@pytest.mark.django_db
def test_mail_that_does_not_get_through_is_counted(well, settings):
    settings.RELAY = Relay("127.0.0.1", 9)
    first, second = (notifications.ask("new_password", to="lea@maillage.example", about="1") for _n in range(2))
    Letter.objects.filter(pk=first.pk).update(status=FAILED)
    Letter.objects.filter(pk=second.pk).update(scheduled_time=timezone.now() - timedelta(hours=2))

    assert any(says.startswith("1 mails wait, the first since") for says in told())
    assert any(says.startswith("1 mails did not leave") for says in told())


# Upgrade --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def upgrade(tmp_path):
    """The real script, over programs that write what they were asked and fail where told."""
    for folder in (".venv/bin", "tooling", "var"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tooling" / "upgrade").write_bytes((ROOT / "tooling" / "upgrade").read_bytes())
    (tmp_path / "var" / "version").write_text("abc123\n")
    for path in (".venv/bin/python", "tooling/environment"):
        program = tmp_path / path
        program.write_text(
            '#!/bin/sh\nlast=$2; [ -n "$last" ] || last=packages\necho "$last" >>calls\n'
            'case " $FAILS " in *" $last "*) echo "broken  $last: the door is open."; exit $CODE;; esac\n'
            '[ "$last" = backup ] && echo "var/backups/one.tar.gz (1.2 MB)"\nexit 0\n'
        )
        program.chmod(0o755)

    def run(fails="", code=1):
        done = subprocess.run(
            ["bash", "tooling/upgrade"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "FAILS": fails, "CODE": str(code)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, (tmp_path / "calls").read_text().split()

    return run


def test_an_upgrade_saves_first_and_looks_last(upgrade):
    code, _said, calls = upgrade()

    assert code == 0
    assert calls == ["backup", "packages", "install", "rebuild_search", "check_search", "doctor"]


@pytest.mark.parametrize("step", ["packages", "install", "rebuild_search", "check_search"])
def test_a_step_that_fails_says_the_way_back(upgrade, step):
    code, said, calls = upgrade(step)

    assert code == 1
    assert calls[-1] == step
    assert "git checkout abc123" in said
    assert "make restore FILE=var/backups/one.tar.gz" in said


def test_a_cluster_that_is_away_does_not_stop_an_upgrade(upgrade):
    code, said, calls = upgrade("rebuild_search check_search", 75)

    assert code == 75
    assert calls[-1] == "doctor"
    assert "Upgraded." in said
    assert "not done: « search », « comparison of search »." in said
    assert said.splitlines()[-1].endswith("to do it at once: manage.py rebuild_search")


def test_what_the_doctor_finds_is_no_reason_to_go_back(upgrade):
    code, said, _calls = upgrade("doctor")

    assert code == 78
    assert "Upgraded; the doctor found:\nbroken  doctor: the door is open.\n" in said
    assert "restore" not in said


def test_what_the_doctor_finds_hides_no_cluster_that_is_away(upgrade):
    code, said, _calls = upgrade("rebuild_search doctor", 75)

    assert code == 78
    assert "the doctor found" in said
    assert "not done: « search »." in said


def test_a_site_that_runs_or_is_not_there_is_not_upgraded(upgrade):
    code, said, calls = upgrade("backup", 69)

    assert code == 1
    assert calls == ["backup"]
    assert "nothing was changed" in said


def test_without_a_backup_nothing_is_touched(upgrade):
    code, said, calls = upgrade("backup")

    assert code == 1
    assert "install" not in calls
    assert "no data were changed" in said
