"""What libraries call the states of a piece, in the languages of their systems."""

from lantai.core.text.fold import key

STATES = {
    "available": "shelf",
    "available for loan": "shelf",
    "on shelf": "shelf",
    "在架": "shelf",
    "在架上": "shelf",
    "可借": "shelf",
    "متاح": "shelf",
    "on loan": "loan",
    "checked out": "loan",
    "loaned": "loan",
    "借出": "loan",
    "已借出": "loan",
    "معار": "loan",
    "on order": "order",
    "订购中": "order",
    "تحت الطلب": "order",
    "in process": "process",
    "in repair": "repair",
    "missing": "missing",
    "lost": "missing",
    "丢失": "missing",
    "مفقود": "missing",
    "reference": "reference",
    "library use only": "reference",
    "noncirculating": "reference",
    "阅览": "reference",
    "仅供阅览": "reference",
    "للاطلاع الداخلي": "reference",
}
"""The word of a system -> the code that pages name."""

_FOLDED = {key(word): state for word, state in STATES.items()}


def state_of(word: str) -> str:
    """Return the code of a state, "" for a word that is not known."""
    return _FOLDED.get(key(word), "")
