"""The site as it is, with three views more that show what a page costs at least."""

from cms import doors
from cms.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
doors.PUBLIC = doors.PUBLIC | {"floor", "floor_select", "floor_sql", "uncached_service"}
