"""The form of a site. Of a confidential one nothing is kept but its bassin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from directory.actions.confidential import EMPTY
from directory.forms.hours import HoursForm
from directory.forms.layout import Section, Tab, three
from directory.forms.record import RecordForm
from directory.models import Site


class SiteForm(RecordForm):
    model = Site
    children = {"hours": HoursForm}
    tabs = (
        Tab(
            "where",
            lazy("Where"),
            (
                Section(lazy("Organisation"), (("organisation",),)),
                Section(lazy("Name"), (three("name"),), lazy("Leave empty when the address says enough.")),
                Section(
                    lazy("Confidential"),
                    (("confidential", "bassin_override"),),
                    lazy(
                        "A confidential site keeps only its bassin, chosen by hand: any address typed before is "
                        "erased, from the history too."
                    ),
                ),
                Section(
                    lazy("Address"),
                    (("street_fr", "street_nl"), ("postal_code", "outside_address")),
                    lazy("Both official names of the street. The second line is for places outside the Region."),
                ),
                Section(
                    lazy("Point and bassin"),
                    (("lat", "lon"), ("sector",)),
                    lazy("The bassin follows from the one chosen by hand, else the sector, else the postal code."),
                ),
            ),
        ),
        Tab(
            "getting_in",
            lazy("Getting there"),
            (
                Section(lazy("Step-free access"), (("step_free",),)),
                Section(lazy("Getting there"), (three("getting_there"),), lazy("Stop, entrance, bell, floor.")),
            ),
        ),
        Tab(
            "when",
            lazy("Hours"),
            (
                Section(
                    lazy("Weekly hours"),
                    child="hours",
                    help=lazy("Of the building. A service with hours of its own does not show these."),
                ),
            ),
        ),
    )

    def check(self) -> None:
        """`directory.actions` erases the same fields: here only so that the database's rules are asked the same."""
        if self.cleaned_data["confidential"]:
            self.cleaned_data |= EMPTY
