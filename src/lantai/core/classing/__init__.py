"""Which discipline a work belongs to, told from its title and abstract in Chinese or English, with how sure that is and the words that told.

``training.train`` learns a ``Classifier`` from labelled texts in seconds; ``choosing.chosen`` picks its settings on texts it has not seen. What is
learnt is the library's own: nothing trained comes with Lantai, only the lists of words in keywords.tsv, which tell something alone
(``training.untrained``) and more with a few texts (``believing``).
"""

from .classifier import Classifier, Told
from .training import Settings, train

__all__ = ["Classifier", "Settings", "Told", "train"]
