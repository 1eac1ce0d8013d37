"""The blocks a page is written with."""

from cms.blocks.body import BodyBlock, BodyField
from cms.blocks.links import LinkBlock

__all__ = ["BodyBlock", "BodyField", "LinkBlock"]
