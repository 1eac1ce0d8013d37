import os

from django.core.wsgi import get_wsgi_application

from cms.privacy import close_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application = get_wsgi_application()
close_files()
