"""The form of one row of a code list, of the programme's rules, the territory or the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.models import modelform_factory

from directory.forms.fields import LARGEST, CodesField, DayField
from directory.forms.sentences import SENTENCES
from directory.identifiers import phone, refuse_national_number
from directory.models import Bassin, CategoryMapping, Commune, HelpLine, Indicator, PostalCode, Sector, Theme

# What addresses, JSON and imports carry is chosen once.
CHOSEN_ONCE = ("code", "number", "iso639_3")
# Of the territory only the words are ours to change.
ONLY: dict[type[models.Model], tuple[str, ...]] = {
    Commune: ("name_fr", "name_nl", "name_en"),
    Bassin: (
        *("name_fr", "name_nl", "name_en", "quarters_fr", "quarters_nl"),
        *("helpdesk_phone", "helpdesk_mail", "helpdesk_hours_fr", "helpdesk_hours_nl"),
        *("site_fr", "site_nl", "population", "population_note", "sort"),
    ),
    PostalCode: ("code", "locality_fr", "locality_nl", "bassin", "to_check", "default_commune"),
    Sector: ("code", "name_fr", "name_nl", "bassin", "to_check", "certainty"),
}


class CodeForm(forms.ModelForm[Any]):
    """`values()` goes to `directory.actions.rename`, `sets()` is written beside it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in CHOSEN_ONCE:
            if name in self.fields and self.instance.pk:
                self.fields[name].disabled = True
        for name, field in self.fields.items():
            if name.endswith(("_fr", "_nl", "_en")):
                field.widget.attrs["lang"] = name[-2:]
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_national_number)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("phone", "helpdesk_phone"):
            if cleaned.get(name):
                try:
                    cleaned[name] = phone(cleaned[name])
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def _update_errors(self, errors: ValidationError) -> None:
        """The database's rules in our sentences, beside their fields; what must be unique in Django's words."""
        rules = {
            str(rule.get_violation_error_message()): SENTENCES[rule.name]
            for rule in self.instance._meta.constraints
            if rule.name in SENTENCES
        }
        for error in errors.error_dict.pop(NON_FIELD_ERRORS, []):
            name, sentence = rules.get(error.messages[0], (None, error))
            self.add_error(name if name in self.fields else None, sentence)
        if errors.error_dict:
            super()._update_errors(errors)  # type: ignore[misc]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in self._many()}

    def sets(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._many() & set(self.fields)}

    def _many(self) -> set[str]:
        return {field.name for field in self.instance._meta.many_to_many}

    def rows(self) -> Iterator[list[BoundField]]:
        """Texts in three languages side by side, the rest one under the other."""
        row: list[BoundField] = []
        for bound in self.visible_fields():
            if row and _stem(row[-1].name) != _stem(bound.name):
                yield row
                row = []
            row.append(bound)
        if row:
            yield row


def _stem(name: str) -> str:
    return name[:-3] if name.endswith(("_fr", "_nl", "_en")) else name


def code_form(model: type[models.Model]) -> type[CodeForm]:
    fields = [
        f.name for f in (*model._meta.concrete_fields, *model._meta.many_to_many) if f.name not in {"id", "loaded"}
    ]
    made = modelform_factory(model, form=CodeForm, fields=ONLY.get(model, fields), formfield_callback=_field)
    return cast("type[CodeForm]", made)


def _field(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    if field.model is Theme and field.name == "indicators":
        return CodesField(label=field.verbose_name, required=False, choices=_indicators)
    if isinstance(field, models.ManyToManyField):
        return field.formfield(widget=forms.CheckboxSelectMultiple, **options)
    if isinstance(field, models.DateField):
        return DayField(label=field.verbose_name, required=not field.blank)
    if field.model is CategoryMapping and field.name == "match_on":
        return forms.ChoiceField(label=field.verbose_name, choices=CategoryMapping.MatchOn.choices)
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    made = field.formfield(**options)
    if isinstance(made, forms.IntegerField):
        made.max_value = LARGEST if field.model is not Bassin else None
    if field.model is HelpLine and field.name == "phone":
        cast("Any", made).max_length = 30
    return made


def _indicators() -> list[tuple[str, str]]:
    return [(row.code, str(row)) for row in Indicator.objects.all()]
