"""Title lists of providers: KBART II (NISO RP-9-2014) and what is sent under its name, read and written.

``read`` takes the bytes of a file to titles and refused rows; ``write`` the other way. What was mended is said of every row.
"""

from .listing import Listing, Refused, read
from .packages import PACKAGE, marked
from .title import Listed, Note
from .writing import write

__all__ = ["PACKAGE", "Listed", "Listing", "Note", "Refused", "marked", "read", "write"]
