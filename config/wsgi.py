"""The web process: stored reader pages first, Django for everything else."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
django_application = get_wsgi_application()

# After Django is set up: the front reads its settings.
from toasoan.publicsite.wsgi import StoreFront  # noqa: E402

application = StoreFront(django_application)
