"""The pages of the site."""

from cms.models.pages import HomePage, InformationPage

__all__ = ["HomePage", "InformationPage"]
