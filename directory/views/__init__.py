"""What the public reads of the directory: service and organisation pages, vCards, help lines."""

from directory.views.help_lines import help_lines
from directory.views.organisation import organisation
from directory.views.service import service, vcard

__all__ = ["help_lines", "organisation", "service", "vcard"]
