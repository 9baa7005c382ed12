"""The terms of a tree: which are looked for, and the tree without one of them."""

from .tree import AllOf, AnyOf, Node, Not, SomeOf, Term, Then


def positive_terms(tree: Node | None) -> list[Term]:
    """Return the terms that are looked for, alternatives included, in order; not what is excluded."""
    found: list[Term] = []
    _collect(tree, found)
    return found


def _collect(tree: Node | None, found: list[Term]) -> None:
    match tree:
        case Term():
            found.append(tree)
        case AnyOf(nodes=nodes) | AllOf(nodes=nodes):
            for node in nodes:
                if isinstance(node, Term):  # nearly all are: a call less for each
                    found.append(node)
                else:
                    _collect(node, found)
        case SomeOf(nodes=nodes, beside=beside):
            for node in (*nodes, *beside):
                _collect(node, found)
        case Then(first=first, rest=rest):
            found += dict.fromkeys((*positive_terms(first), *positive_terms(rest)))


def without(tree: Node | None, term: Term) -> Node | None:
    """Return ``tree`` without ``term`` wherever it stands; None when nothing is left to look for.

    For the ✕ at an alternative, and for saying which word finds nothing.
    """
    match tree:
        case Term():
            return None if tree == term else tree
        case AnyOf(nodes=nodes) | AllOf(nodes=nodes):
            kept = tuple(node for child in nodes if (node := without(child, term)) is not None)
            if not any(not isinstance(node, Not) for node in kept):
                return None
            return kept[0] if len(kept) == 1 else type(tree)(kept)
        case _:
            return tree
