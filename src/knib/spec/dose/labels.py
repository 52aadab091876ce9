"""Labels of several words, and the numbers of a list."""

import re
from typing import Final, NamedTuple

from knib.spec.dose import lexicon
from knib.spec.dose.scan import Term

_LABELS: Final = frozenset("hrpsRqleFfvYgGm")


def labels_with_dashes(row: list[Term]) -> list[Term]:
    """Return the row with `Pause – 14 sek.` as `Pause: 14 sek.`, where a dash stands between a label and its value."""
    begins = True
    label = True
    for place, term in enumerate(row):
        following = row[place + 1].code if place + 1 < len(row) else ""
        if term.code == "–" and place and label and not begins and following in {"n", "D", "Z", "F", "b"}:
            row[place] = term._replace(code=":")
            label = False
        elif term.code in {".", ";", "–", ","}:
            begins, label = True, True
        else:
            begins = False
            label = label and term.code in _LABELS
    return row


def labels_as_one(row: list[Term]) -> list[Term]:
    """Return the row with each label of several words as the one thing that it asks for: `Antal knib pr. sæt:`."""
    done: list[Term] = []
    place = 0
    while place < len(row):
        head = not done or done[-1].code in {".", ";", ",", "–"}
        colon = next((at for at in range(place, min(place + 8, len(row))) if row[at].code == ":"), None)
        if head and colon is not None and colon > place and colon + 1 < len(row):
            label = _label(row[place:colon], row[colon + 1])
            if label is not None:
                done += [term._replace(start=row[place].start, end=row[colon].end) for term in label[:1]] + label[1:]
                place = colon + 1
                continue
        done.append(row[place])
        place += 1
    return done


class _Asked(NamedTuple):
    """A label: its words, those before `pr.`, their letters, and the value after it."""

    terms: list[Term]
    asked: list[Term]
    value: Term

    @property
    def codes(self) -> str:
        return "".join(term.code for term in self.asked)

    @property
    def names(self) -> list[Term]:
        return [term for term in self.asked if term.code in "ql"]

    @property
    def units(self) -> list[Term]:
        return [term for term in self.asked if term.code == "u" and term.text in lexicon.UNITS]


def _label(terms: list[Term], value: Term) -> list[Term] | None:
    """Return what a label asks for; None where it is no label of several words."""
    per = next((at for at, term in enumerate(terms) if term.code == "v" and at), len(terms))
    label = _Asked(terms, terms[:per], value)
    every = {term.code for term in terms}
    if not every <= set("hrpsReqlgfFvmXuakYAjG&") or value.code not in {"n", "D", "Z", "b"} or len(terms) < 2:
        return None
    if any(term.code == "u" and term not in label.units for term in terms):
        return None
    for build in (_asks_how_often, _asks_set_rest, _asks_rest, _asks_hold, _asks_how_many):
        built = build(label)
        if built is not None:
            return [*built, Term(":", terms[-1].end, terms[-1].end)] if built else []
    return None


def _asks_how_often(label: _Asked) -> list[Term] | None:
    last = label.terms[-1]
    often = next((term for term in label.terms if term.code in "fF" and term.value in {"daily", "weekly"}), None)
    if often is None and len(label.asked) < len(label.terms) and last.code == "k" and last.value in {"day", "week"}:
        often = last._replace(code="f", value={"day": "daily", "week": "weekly"}[last.value])
    if often and not set("rh") & set(label.codes) and label.value.code == "n":
        return [often._replace(code="f")]
    return None


def _asks_set_rest(label: _Asked) -> list[Term] | None:
    every = {term.code for term in label.terms}
    if "G" not in label.codes and not ("r" in label.codes and every & set("sR") and "m" in label.codes):
        return None
    rounds = any(term.code == "R" or term.value == "round" for term in label.terms)
    return [Term("G", label.terms[0].start, label.terms[-1].end, "round" if rounds else "set")]


def _asks_rest(label: _Asked) -> list[Term] | None:
    between_exercises = "m" in label.codes and any(term.code == "X" for term in label.terms)
    if "r" not in label.codes or between_exercises:
        return None
    return [next(term for term in label.asked if term.code == "r"), *label.names]


def _asks_hold(label: _Asked) -> list[Term] | None:
    if "r" in label.codes or not ("h" in label.codes or label.units):
        return None
    hold = next((term for term in label.asked if term.code == "h"), None)
    return [hold or Term("h", label.terms[0].start, label.terms[-1].end, name="hold"), *label.names]


def _asks_how_many(label: _Asked) -> list[Term] | None:
    counts = set(label.codes) & set("pg")
    if "r" in label.codes:
        return None
    if label.codes[0] == "s" or (counts and "s" in label.codes):
        return [next(term for term in label.asked if term.code == "s")]
    if counts and label.value.code == "n":
        named = [term for term in label.asked if term.code in "qlej"]
        return [*named, Term("p", label.terms[0].start, label.terms[0].end)]
    return [] if set(label.codes) <= set("pg") else None


_LETTERS: Final = frozenset("abcdef")


_LETTERED: Final = re.compile(r"@[:)]|X:(?=[eql])|X@[:.)]|X@\(.\):?")
"""`A:`, `Øvelse:`, `Øvelse A:`, `Exercise A (hold):`; @ stands for a letter alone."""

_NAMED: Final = re.compile(r"n\.[qlj]*[eql]")
"""`2. Hurtige knib` after `20 sek.`: the dot of the abbreviation ended the sentence before as well."""

_NUMBERED: Final = re.compile(r"Xn[:.)](?=.)|n\.(?=.)")
"""`Øvelse 1:`, `1.`"""


def without_enumerators(row: list[Term]) -> list[Term]:
    """Return the row without `1)`, `2.`, `Øvelse 1:` at the head of a sentence."""
    codes = "".join("@" if term.text in _LETTERS and term.code in "ua" else term.code for term in row)
    unmatched = codes.count(")") > codes.count("(")
    kept: list[Term] = []
    depth = number = place = 0
    while place < len(row):
        term = row[place]
        head = not kept or kept[-1].code in {".", ";", ":", "–", ","}
        depth += term.code == "("
        depth -= term.code == ")" and depth > 0
        in_order = term.code != "n" or term.value.low == number + 1
        if in_order and codes.startswith("n)", place) and unmatched and not depth and (head or number):
            kept += [] if head else [Term(";", term.start, term.start)]
            number, place = number + 1, place + 2
        elif number and in_order and not depth and not head and _NAMED.match(codes, place):
            kept.append(Term(";", term.start, term.start))
            number, place = number + 1, place + 2
        elif head and (match := _LETTERED.match(codes, place)) and not (depth and codes[place] == "@"):
            place = match.end()
        elif head and in_order and (match := _NUMBERED.match(codes, place)) and _begins_list(row, place, kept):
            number, place = number + 1, match.end()
        else:
            kept.append(term)
            place += 1
    return kept


def _begins_list(row: list[Term], place: int, kept: list[Term]) -> bool:
    """Return whether a number with a dot is one of a list: at the very head a name follows it."""
    if row[place].code == "X":
        return True
    glued = row[place + 1].start == row[place].end
    return glued if kept else row[place + 2].code in "eqlu"
