"""The application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.site.settings")
application = get_wsgi_application()

# What is loaded now stays: the collector need not look at it again, and forked processes go on sharing it. Pages make few cycles.
# What it gains was too small to tell from the noise of benchmarks/web_speed.py.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
