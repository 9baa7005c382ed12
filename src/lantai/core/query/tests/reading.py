"""Trees in one line, so that tables of cases can be read."""

from lantai.core.query.tree import AllOf, AnyOf, Field, Node, Not, Term


def written(node: Node | None) -> str:
    """Return a tree as text: (a & b), {a | b}, !a, title:a_b for adjacent tokens, a* for a beginning; alternatives that only spell otherwise left out."""
    match node:
        case Term():
            field = "" if node.field is Field.ANY else f"{node.field}:"
            return field + "_".join(node.tokens) + ("*" if node.prefix else "")
        case AnyOf(nodes=nodes):
            own = [child for child in nodes if not (isinstance(child, Term) and child.origin)]
            return written(own[0]) if len(own) == 1 else "{" + " | ".join(map(written, own)) + "}"
        case AllOf(nodes=nodes):
            return "(" + " & ".join(map(written, nodes)) + ")"
        case Not(node=inner):
            return "!" + written(inner)
    return "*" if node else ""
