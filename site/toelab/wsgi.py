"""The WSGI application: `granian --interface wsgi toelab.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toelab.settings.production")
application = get_wsgi_application()
