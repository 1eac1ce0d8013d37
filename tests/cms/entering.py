"""Coming in as people do: a password, then a code."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from cms.accounts import keys
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_app(user, secret=SECRET):
    Authenticator.objects.create(user=user, type="totp", data={"secret": keys.encrypt(secret)})
    return user


def code(shift=0, secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift))


def type_password(client, user, password=PASSWORD, address="", **more):
    return client.post(f"{reverse('account_login')}{address}", {"login": user.email, "password": password}, **more)


def type_code(client, typed, **more):
    return client.post(reverse("mfa_authenticate"), {"code": typed}, **more)


def is_in(client):
    """Does a private page open to her?"""
    return client.get(reverse("account_own")).status_code == 200
