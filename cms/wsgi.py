import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from cms.databases import refuse_unsafe
from cms.privacy import close_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
try:
    application = get_wsgi_application()
    refuse_unsafe()
except ImproperlyConfigured as problem:  # one sentence that says what to do, no traceback
    raise SystemExit(str(problem)) from None
close_files()
