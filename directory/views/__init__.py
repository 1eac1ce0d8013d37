"""What the public reads of the directory: service and organisation pages, vCards, help lines, reports of errors."""

from directory.views.claiming import claim, claim_confirm, claim_sent, propose
from directory.views.help_lines import help_lines
from directory.views.organisation import organisation
from directory.views.reporting import report_organisation, report_service, reported
from directory.views.service import service, vcard

__all__ = [
    "claim",
    "claim_confirm",
    "claim_sent",
    "help_lines",
    "organisation",
    "propose",
    "report_organisation",
    "report_service",
    "reported",
    "service",
    "vcard",
]
