"""Settings of the test run: the product's own, in a data directory that is thrown away.

LANTAI_TEST_DATABASE may name a PostgreSQL server for the tests to make a database of their own on; without it they use SQLite.
"""

import atexit
import os
import shutil
import tempfile

os.environ["LANTAI_DATA"] = tempfile.mkdtemp(prefix="lantai-test-")
os.environ.setdefault(
    "LANTAI_COMPILED", "no"
)  # tests put other functions in the place of some, which compiled modules do not look for
os.environ["LANTAI_DATABASE"] = os.environ.get("LANTAI_TEST_DATABASE", "")
atexit.register(shutil.rmtree, os.environ["LANTAI_DATA"], ignore_errors=True)

from lantai.site.settings import *  # noqa: E402, F403
from lantai.site.settings import DATA, DATABASES, STORAGES  # noqa: E402

if not os.environ["LANTAI_DATABASE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SECOND_FACTOR = False  # most tests are of other things; those of people, and tests/repository/test_access.py, turn it on
CHECK_LINKS = False  # no worker of a test asks for what is not there
FOOT_KEPT_S = JOURNALS_KEPT_S = 0  # what a test changes shows at once
READY = None  # no test shares what another made
