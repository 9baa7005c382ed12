"""JATS, the XML in which journals keep their articles: the description (article.py), the text (sections.py), the figures (figures.py).

Enter at ``article_of`` with the bytes of one ``article``; each of the others takes the element that it returns.
"""

from .figures import Figure, figures
from .sections import Section, sections
from .tree import article_of

__all__ = ["Figure", "Section", "article_of", "figures", "sections"]
