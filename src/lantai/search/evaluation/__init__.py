"""How well questions in one language find works in others, measured on anybody's documents, questions and answers.

Read with ``files``, made into a library of its own by ``library``, asked as readers ask by ``runs``.
"""
