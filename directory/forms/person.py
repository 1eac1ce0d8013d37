"""Accounts of staff, made and changed by whoever may; and one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.models import Bassin, BassinCoordinator, User
from directory.permissions import NETWORK, RIGHTS


class GroupsField(forms.ModelMultipleChoiceField[Group]):
    """The groups of the table of rights, named in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(Group.objects.filter(name__in=RIGHTS), required=False, **options)

    def label_from_instance(self, obj: Group) -> str:
        return _(obj.name)


class PersonForm(forms.ModelForm[User]):
    """Who she is and what she may do. Her password is hers alone: she chooses it by mail."""

    groups = GroupsField(label=lazy("Groups"))
    bassins = forms.ModelMultipleChoiceField(
        Bassin.objects.all(),
        label=lazy("Bassins she coordinates"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Of a network coordinator: she changes the cards that lie there."),
    )

    class Meta:
        model = User
        fields = ["email", "full_name", "language", "groups", "is_active", "is_superuser"]
        labels = {"is_superuser": lazy("May do everything")}
        help_texts = {"is_superuser": lazy("Every right of this administration. It opens no request about a woman.")}

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["full_name"].required = True
        if self.instance.pk and not self.instance._state.adding:
            self.fields["bassins"].initial = list(self.instance.coordinated.values_list("bassin", flat=True))
            self._keep_her_own_address()
        if not by.is_superuser:
            del self.fields["is_superuser"]
        if by == self.instance:
            for name in {"is_active", "is_superuser", "groups"} & set(self.fields):
                self.fields[name].disabled = True

    def _keep_her_own_address(self) -> None:
        """Whoever changes an address can ask for a new password there: a member's new one is invited anew."""
        if self.instance.memberships.exists():
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _(
                "Of a member: her manager invites the new address, then removes the old one."
            )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody has an account with this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = {group.name for group in cleaned.get("groups") or ()}
        if cleaned.get("bassins") and NETWORK not in names:
            self.add_error("bassins", _("Only a network coordinator coordinates bassins: tick that group too."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        user = self.instance
        if user._state.adding:
            user.set_unusable_password()
        user.is_staff = user.is_superuser or bool(self.cleaned_data["groups"])
        user = super().save(commit)
        BassinCoordinator.objects.filter(user=user).exclude(bassin__in=self.cleaned_data["bassins"]).delete()
        for bassin in self.cleaned_data["bassins"]:
            BassinCoordinator.objects.get_or_create(user=user, bassin=bassin)
        return user


class OwnForm(forms.ModelForm[User]):
    """What everybody changes about her own account; the language is that of the administration and of mails."""

    class Meta:
        model = User
        fields = ["full_name", "language"]
