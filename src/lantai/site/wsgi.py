"""The application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantai.site.settings")
application = get_wsgi_application()

# What is loaded now stays: the collector need not look at it again, and forked processes go on sharing it. Pages make few cycles;
# looking for them as often as usual takes a tenth of a page's time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
