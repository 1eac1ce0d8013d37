"""What a browser would post of a form of the administration, as it stands or with changes."""

from datetime import date

from django import forms
from django.urls import reverse


def posted(form, **changes):
    """Every field and row as loaded; `changes` name fields (`name_fr`) or rows (`contacts`: a list of dicts)."""
    data = {name: as_typed(form[name]) for name in form.fields}
    for prefix, rows in getattr(form, "formsets", {}).items():
        data |= rows_of(prefix, changes.pop(prefix, [row_of(row) for row in rows.forms]), len(rows.initial_forms))
    return sent(data | changes)


def row_of(form):
    return {name: as_typed(form[name]) for name in form.fields if name != "DELETE"}


def rows_of(prefix, rows, initial):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": min(initial, len(rows))}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in sent(row).items()}
    return data


def sent(data):
    """A browser sends no box that is not ticked."""
    return {name: value for name, value in data.items() if value is not None and value is not False}


def as_typed(bound):
    value = bound.value()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(bound.field, forms.BooleanField):
        return "on" if value else False
    if hasattr(value, "pk"):
        return value.pk
    return value


class Editor:
    """Opens a page of the administration, changes the form on it, and posts it."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.page = client.get(address)
        assert self.page.status_code == 200, self.page.headers
        self.form = self.page.context["form"]

    def data(self, **changes):
        return posted(self.form, **changes) | {"version": self.page.context.get("version", 0)}

    def save(self, **changes):
        return self.client.post(self.address, self.data(**changes))


def errors(response):
    """Field → messages of the form that came back, rows included."""
    form = response.context["form"]
    found = {name: [str(m) for m in messages] for name, messages in form.errors.items()}
    for prefix, rows in getattr(form, "formsets", {}).items():
        for number, row in enumerate(rows.forms):
            found |= {f"{prefix}-{number}-{name}": [str(m) for m in messages] for name, messages in row.errors.items()}
    return found


def edit(client, record):
    return Editor(client, reverse(f"directory_{record._meta.model_name}:edit", args=[record.pk]))


def new(client, kind, query=""):
    return Editor(client, reverse(f"directory_{kind}:add") + query)
