"""The application for a WSGI server."""

import gc
import os

import django

from wens.site import static_files

static_files.serving = True
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wens.site.settings")
django.setup()

from django.conf import settings  # noqa: E402  the settings have to know that this is a server
from django.core.wsgi import get_wsgi_application  # noqa: E402

from wens.site.warming import warm  # noqa: E402  models exist only after setup

static_files.collect(settings.WENS.home / "static")
warm()
application = get_wsgi_application()

# What was loaded stays as long as the server does: looking for rubbish in it took a tenth of the time for a page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
