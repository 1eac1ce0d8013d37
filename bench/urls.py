from django.conf import settings
from django.urls import path

from bench import floors, stand_ins
from cms import doors
from cms.urls import *  # noqa: F403
from cms.urls import urlpatterns as site

doors.PUBLIC = doors.PUBLIC | {"floor", "floor_select", "floor_sql", "uncached_service"}
stand_ins.watch(settings.VAR)

urlpatterns = [
    path("floor/", floors.bare, name="floor"),
    path("floor/select/", floors.select, name="floor_select"),
    path("floor/sql/", floors.sql, name="floor_sql"),
    path("floor/<str:language>/fiche/<str:code>", floors.uncached_service, name="uncached_service"),
    *site,
]
