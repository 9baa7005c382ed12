"""Tables of translations on disk: written whole, swapped in while readers go on, asked once for a whole question.

Enter by ``Shelf(directory).current()``; what a table holds stands in ``schema``, how one is made in ``writing``, what staff decided about its
entries in ``rulings``.
"""

from lantai.core.registry import Registry

from .protocol import OpenExpander

EXPANDERS: Registry[OpenExpander] = Registry(
    "expander",
    {
        "authority": "lantai.search.translations.views:authority",
        "name": "lantai.search.translations.names:expander",
        "learned": "lantai.search.translations.views:learned",
        "lexicon": "lantai.search.translations.views:lexicon",
    },
)
"""What knows translations, by name; each is called with the library's Tables (None: there are none) and gives an Expander."""
