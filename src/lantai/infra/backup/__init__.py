"""A library as files that can be carried away, and a library made from them again.

``make`` writes one directory, whole or not at all; ``examine`` says whether one is whole; ``restore`` makes a library of it where there
is none. What is derived (index, translations, vectors, static files) is left out and made again.

BackupError            base; the message says what to do
├─ Busy                another process makes one
├─ Damaged             files are missing or not as they were written
└─ Occupied            there is a library already where one is to be restored
"""

from .errors import BackupError as BackupError
from .errors import Busy as Busy
from .errors import Damaged as Damaged
from .errors import Occupied as Occupied
from .making import Made as Made
from .making import last as last
from .making import listed as listed
from .making import make as make
from .manifest import Manifest as Manifest
from .restoring import examine as examine
from .restoring import restore as restore
