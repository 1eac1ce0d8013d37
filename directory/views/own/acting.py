"""For whom somebody acts: taken from the address, asked of the database at each request, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from directory.models import Membership, Organisation, User
from directory.views.own.tabs import tabs

View = Callable[..., HttpResponse]


class ActingRequest(HttpRequest):
    """What `of_mine`, `of_verified` and `managing` give their views."""

    user: User
    acting_for: Organisation
    membership: Membership


def of_mine(view: View) -> View:
    """Finds nothing for whoever does not act for the organisation of this code; says so where it is suspended."""

    @wraps(view)
    def answered(request: ActingRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = Membership.objects.filter(user=request.user, organisation__in=Organisation.objects.of(request.user))
        membership = mine.filter(organisation__code=code).select_related("organisation").first()
        if membership is None:
            return _moved(request, code)
        request.membership, request.acting_for = membership, membership.organisation
        if request.acting_for.status == Organisation.Status.SUSPENDED:
            return page(request, "suspended", status=403)
        return view(request, *args, **kwargs)

    return answered


def _moved(request: ActingRequest, code: str) -> HttpResponse:
    """To the organisation that took this one over, if she acts for it; what she was sending goes along."""
    gone = Organisation.objects.filter(code=code).exclude(merged_into=None).first()
    survivor = gone.merged_into if gone else None
    if survivor is None or not Organisation.objects.of(request.user).filter(pk=survivor.pk).exists():
        raise Http404
    said = _("“%(gone)s” was merged into “%(kept)s”: you act for the latter now.")
    messages.info(request, said % {"gone": gone, "kept": survivor})
    address = request.get_full_path().replace(f"/{code}/", f"/{survivor.code}/", 1)
    return redirect(address, preserve_request=True)


def of_verified(view: View) -> View:
    """The same once Brusano has verified it: until then there is a draft to write, and nothing else."""

    @wraps(view)
    def answered(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.acting_for.status != Organisation.Status.VERIFIED:
            return page(request, "unverified", status=403)
        return view(request, *args, **kwargs)

    return of_mine(answered)


def managing(view: View) -> View:
    """The same, for its managers."""

    @wraps(view)
    def answered(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.membership.is_manager:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return of_verified(answered)


def page(request: ActingRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of directory/own/, which says for whom she acts."""
    shared = {
        "organisation": request.acting_for,
        "membership": request.membership,
        "tabs": tabs(request.membership, request.resolver_match),
        "several": Organisation.objects.of(request.user).count() > 1,
    }
    return render(request, f"directory/own/{name}.html", shared | context, status=status)
