"""Titles: from the fields of MARC 21 and UNIMARC to Title, with subtitle, part and statement of responsibility told apart."""

from collections.abc import Callable

from lantai.core.bib.record import Title, TitleForm, TitleKind

from .rules import Given, Reading

Read = Callable[[Given], Reading]

# What surrounds words that sorting skips: NSB and NSE of ISO 6630 in their two codings, and what some exports make of them.
_SKIPPED = (("\u0098", "\u009c"), ("\u0088", "\u0089"), ("<<", ">>"), ("¬", "¬"))


def title(kind: TitleKind, *, words: str = "a", part: str = "np", mark: int = 0) -> Read:
    """Return the reader of a field that holds one title: ``words`` joined; ``mark``: the indicator that counts what sorting skips."""

    def read(given: Given) -> Reading:
        forms = _forms(given, lambda script: _form(script, script.joined(words), part=script.joined(part, by=". "), mark=mark))
        return Title(forms=forms, kind=kind, at=given.at) if forms else None

    return read


def _forms(given: Given, form: Callable[[Given], TitleForm | None]) -> tuple[TitleForm, ...]:
    forms = tuple([f for script in given.scripts if (f := form(script))])
    if len(forms) != len(given.scripts):
        given.keep(given.rule.scripts)
    return forms


def _form(given: Given, value: str, *, rest: str = "", part: str = "", by: str = "", mark: int = 0) -> TitleForm | None:
    """Return one form of a title; signs of words that do not count in sorting go, and are counted."""
    if not value:
        return None
    counted = given.field.ind[mark - 1 : mark] if mark else ""
    skipped = min(int(counted), len(value)) if counted in tuple("123456789") else 0
    if any(opening in value for opening, _ in _SKIPPED):
        value, skipped = _without_signs(value)
        rest, part, by = (_without_signs(text)[0] for text in (rest, part, by))
        given.keep(given.rule.scripts)
    return TitleForm(value, given.text(value).lang, rest=rest, part=part, by=by, nonfiling=skipped)


def _without_signs(value: str) -> tuple[str, int]:
    """Return the text without the signs around words that sorting skips, and how many characters these words are at its start."""
    for opening, closing in _SKIPPED:
        if opening in value:
            before, _, rest = value.partition(opening)
            inside, _, after = rest.partition(closing)
            gap = "" if not after or inside.endswith((" ", "'", "’", "-")) or after.startswith(" ") else " "
            words = inside + gap
            following, _ = _without_signs(after)
            plain = before + words + following
            return plain, (len(plain) - len(following.lstrip()) if not before else 0)
    return value, 0


# ---------------------------------------------------------------- MARC 21


def title_statement(given: Given) -> Reading:
    """245: title proper, and what stands after an equals sign as a parallel title."""
    proper = _forms(given, _title_proper)
    if not proper:
        return None
    titles = [Title(forms=proper, at=given.at)]
    beside = [_parallels(script) for script in given.scripts] if any("b" in script.codes for script in given.scripts) else []
    if any(beside):
        given.keep("b")
        if len({len(parallels) for parallels in beside}) == 1:
            titles += [Title(forms=forms, kind=TitleKind.PARALLEL, at=given.at) for forms in zip(*beside, strict=True)]
        else:
            titles += [Title(forms=(form,), kind=TitleKind.PARALLEL, at=given.at) for forms in beside for form in forms]
    return titles


def _title_proper(given: Given) -> TitleForm | None:
    """Take $a, or what stands in its place: form ($k), other information ($b), part ($p)."""
    words = given.each("a") or given.each("k")[:1]
    rest = _subtitle(given)[0]
    if not words:
        given.keep("bp")
        words, rest = given.each("b") or given.each("p"), ""
    return _form(given, " ".join(words), rest=rest, part=given.joined("np", by=". "), by=given.joined("c", by=" ; "), mark=2)


def _subtitle(given: Given) -> tuple[str, list[str]]:
    """Split $b into the subtitle and the parallel titles after equals signs: "subtitle = Parallel title : its subtitle".

    $b is a parallel title from its first word where the subfield before it ends with an equals sign.
    """
    if "b" not in given.codes:
        return "", []
    text = given.joined("b", by=" : ")
    before = given.field.subfields[max(0, given.codes.index("b") - 1)][1]
    if before.rstrip().endswith("=") and given.codes[0] != "b":
        text = f" = {text}"
    rest, *parallels = f" {text}".split(" = ")
    return rest.strip(" ="), parallels


def _parallels(given: Given) -> list[TitleForm]:
    found = []
    for piece in _subtitle(given)[1]:
        value, _, rest = piece.strip(" =").partition(" : ")
        if value:
            found.append(TitleForm(value, given.draft.language_of(value, "parallel"), rest=rest))
    return found


# Second indicator of 246.
_VARIANTS = {"1": TitleKind.PARALLEL, "4": TitleKind.COVER, "7": TitleKind.RUNNING, "8": TitleKind.SPINE}
_variant = {kind: title(kind, words="ab") for kind in (TitleKind.ALTERNATIVE, *_VARIANTS.values())}


def varying_title(given: Given) -> Reading:
    """246: the second indicator says which title it is."""
    return _variant[_VARIANTS.get(given.mark2, TitleKind.ALTERNATIVE)](given)


# ---------------------------------------------------------------- UNIMARC


def title_and_responsibility(given: Given) -> Reading:
    """200: $a titles proper (of each work of a volume), $c titles by others, $d parallel titles, each with its $e, $f, $g, $h, $i."""
    stated = [_stated_titles(script) for script in given.scripts]
    count = max(len(titles) for titles in stated)
    found = []
    for index in range(count):
        rows = [titles[index] for titles in stated if index < len(titles)]
        forms = tuple([form for _, form in rows])
        kind = TitleKind.PARALLEL if any(code == "d" for code, _ in rows) else TitleKind.PROPER
        found.append(Title(forms=forms, kind=kind, at=given.at))
    return found or None


# code -> (part of the title it belongs to, what stands before a second one)
_OF_A_TITLE = {"e": ("rest", " : "), "f": ("by", " ; "), "g": ("by", " ; "), "h": ("part", ". "), "i": ("part", ". ")}


def _stated_titles(given: Given) -> list[tuple[str, TitleForm]]:
    rows: list[tuple[str, dict[str, str]]] = []
    for code, value in given.subfields:
        if not value:
            continue
        if code in "acd":
            rows.append((code, {"value": value.strip().removeprefix("= ")}))
        elif code in _OF_A_TITLE and rows:
            name, between = _OF_A_TITLE[code]
            said = rows[-1][1]
            said[name] = said[name] + between + value if name in said else value
    found = []
    for code, said in rows:
        use = "parallel" if code == "d" else "text"
        form = _form(given, said["value"], rest=said.get("rest", ""), part=said.get("part", ""), by=said.get("by", ""))
        if form:
            language = given.draft.language_of(form.value, use)
            found.append((code, TitleForm(form.value, language, form.rest, form.part, form.by, form.nonfiling)))
    return found
