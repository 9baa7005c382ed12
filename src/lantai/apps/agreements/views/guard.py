"""Who gets in: staff see agreements, some change them."""

from lantai.people.gate import needs
from lantai.people.roles import Permission

sees = needs(Permission.SEE_AGREEMENTS)
changes = needs(Permission.CHANGE_AGREEMENTS)
PAGE_SIZE = 50
