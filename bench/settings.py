"""The site as it is, with views more that show what a page costs at least."""

from cms.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
