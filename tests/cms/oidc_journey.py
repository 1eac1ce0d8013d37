"""Run by tests/cms/test_provider.py in a process of its own, whose settings name a provider: one that is really there.

Prints, as JSON, where each of several people ends up who logs in through it.
"""

import json
import sys
from urllib.parse import urlsplit

import django

django.setup()

import requests  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from oidc_provider_mock import User as Known  # noqa: E402
from oidc_provider_mock import run_server_in_thread  # noqa: E402

from directory.models import User  # noqa: E402
from tests.cms.entering import code, with_app  # noqa: E402

PORT = int(sys.argv[1])
SETTINGS = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]


def known(name, *, checked=True):
    return Known(sub=name, claims={"email": f"{name}@cpas.example", "email_verified": checked})


def through(client, name, *, action="authorize"):
    """The button, the provider's page, and back; the last answer of the site."""
    answer = client.post(reverse("openid_connect_login", args=["operator"]))
    if urlsplit(answer.headers.get("Location", "")).port != PORT:
        return answer
    back = requests.post(answer.headers["Location"], {"sub": name, "action": action}, allow_redirects=False, timeout=5)
    there = urlsplit(back.headers["Location"])
    return client.get(f"{there.path}?{there.query}")


def ends(name, **more):
    """Where she is led, what she is told there, and whether she is in."""
    client = Client(HTTP_HOST="localhost", headers={"accept-language": "en"})
    answer = through(client, name, **more)
    going = answer.headers.get("Location", answer.status_code)
    said = client.get(reverse("account_login")).content.decode() if going == reverse("account_login") else ""
    said = "no account" if "No account here" in said else "not let in" if "did not let you in" in said else ""
    return [going, said, client.get(reverse("account_own")).status_code == 200]


def second_step():
    """She came through the provider, and shows her own app's code as well."""
    client = Client(HTTP_HOST="localhost")
    through(client, "lea")
    client.post(reverse("mfa_authenticate"), {"code": code()})
    return client.get(reverse("account_own")).status_code == 200


def main():
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    with_app(User.objects.create_user("lea@cpas.example"))
    with_app(User.objects.create_user("mia@cpas.example"))
    User.objects.create_user("new@cpas.example")
    User.objects.create_user("closed@cpas.example", is_active=False)
    people = [known("lea"), known("new"), known("closed"), known("stranger"), known("mia", checked=False)]
    typed = Client(HTTP_HOST="localhost").get(reverse("openid_connect_login", args=["operator"]))
    found = {"the address typed": typed.headers.get("Location", typed.status_code)}
    with run_server_in_thread(PORT, user_claims=people):
        found |= {one.sub: ends(one.sub) for one in people}
        found["second step"] = second_step()
        found["refused there"] = ends("lea", action="deny")
        with override_settings(OIDC_SECOND_FACTOR=True):
            found["its own factor"] = ends("lea")
        issuer = SETTINGS["openid_configuration_overrides"]["issuer"]
        SETTINGS["openid_configuration_overrides"]["issuer"] = ["https://elsewhere.example"]
        found["another issuer"] = ends("lea")
        SETTINGS["openid_configuration_overrides"]["issuer"] = issuer
    found["away"] = ends("lea")
    sys.stdout.write(json.dumps(found))


main()
