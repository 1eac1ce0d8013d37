"""The pages of the site."""

from cms.models.files import File, Picture, Rendition
from cms.models.pages import HomePage, InformationPage

__all__ = ["File", "HomePage", "InformationPage", "Picture", "Rendition"]
