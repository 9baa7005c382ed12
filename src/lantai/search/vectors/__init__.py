"""Vectors of works, kept in files beside the index, and the works nearest to a question's; what makes the vectors is not known here.

Enter by ``VectorStore(directory)``. numpy comes with these modules: nothing loads them until a library has chosen an embedder.
"""
