"""Rows of terms to facts: "3 sæt à 10 knib" is how many sets, how many repetitions, and of what.

Each rule is a pattern over the codes of the terms, small words left out, and what it means when it matches. Where two
rules could match, the one that stands first counts.

n number, r range, l length, R range of lengths, p pair, a half or pair, x times sign, g gange, t repetitions, S sets,
N noun, j manner, u unknown noun, y mistyped, H hold, P rest, i in, o out, m as long, U without, B between, E each,
X exercises, Z side, h right, v left, k in turn, F effort, Q position, D per day, W per week, M morning and evening,
c days or weeks, b bound, T then, A assumed, : colon, comma whatever parts.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from knib.spec.dose.terms import SEPARATOR, Pair, Range, Term
from knib.spec.dose.worded import BOTH

Fields = dict[str, Any]


class Fact(NamedTuple):
    """What some terms say. `parted` tells whether something parts it from what stands before it."""

    fields: Fields
    terms: tuple[Term, ...]
    parted: bool


class Found(NamedTuple):
    """The facts of a text, in order, and the terms that no fact has."""

    facts: tuple[Fact, ...]
    left: tuple[Term, ...]


def facts(row: Sequence[Term]) -> Found:
    """Find the facts in a row of terms. Every term but a separator is in a fact, or left over."""
    codes = "".join(term.code for term in row)
    found: list[Fact] = []
    left: list[Term] = []
    at, parted = 0, True
    while at < len(row):
        fields, after = _match(codes, at, row)
        if fields is not None:
            found.append(Fact(fields, tuple(row[at:after]), parted))
        elif row[at].code not in {SEPARATOR, ":"}:
            left.append(row[at])
        parted = fields is None and row[at].code in {SEPARATOR, ":"}
        at = after
    return Found(tuple(found), tuple(left))


def _match(codes: str, at: int, row: Sequence[Term]) -> tuple[Fields | None, int]:
    for pattern, meaning in RULES:
        if found := pattern.match(codes, at):
            return meaning(_Row(row[at : found.end()])), found.end()
    return None, at + 1


class _Row:
    """The terms of one match, asked for by their code."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms

    def all(self, codes: str) -> list[Any]:
        return [term.value for term in self.terms if term.code in codes]

    def first(self, codes: str) -> Any:  # noqa: ANN401 -- a term's value is what its code says
        return next(iter(self.all(codes)), None)

    def length(self) -> Fraction:
        """The length in ms; a number alone is in seconds."""
        found = self.first("l")
        return Fraction(1000 * self.first("n") if found is None else found)

    def noun(self) -> Fields:
        """What is counted, and how it is done."""
        fields: Fields = {}
        if manners := tuple(dict.fromkeys(self.all("j"))):
            fields["manner"] = manners
        if (noun := self.first("Nu")) is not None:
            fields["noun"] = noun
        return fields

    def effort(self) -> Fields:
        """How hard, where it stands before what is counted: `10 maksimale knib`."""
        found = self.first("F")
        return {} if found is None else {"effort": found}


def _sets_and_reps(row: _Row) -> Fields:
    sets, reps = row.all("n")[:2]
    return {"sets": sets, "reps": reps, **row.noun()}


def _reps_and_sets(row: _Row) -> Fields:
    reps, sets = row.all("n")[:2]
    return {"sets": sets, "reps": reps}


def _one_length(name: str) -> Callable[[_Row], Fields]:
    return lambda row: {name: row.length()}


def _pair(row: _Row) -> Fields:
    pair: Pair = row.first("p")
    return {"hold": pair.hold, "rest": pair.rest}


def _reps_of_a_length(row: _Row) -> Fields:
    lengths = _pair(row) if row.first("p") else {"length": row.length()}
    return {"reps": row.first("n"), **lengths, **row.noun()}


def _breath_pair(row: _Row) -> Fields:
    return {"breath": True, **_pair(row)}


def _breath(name: str) -> Callable[[_Row], Fields]:
    return lambda row: {"breath": True, name: row.length()}


_BETWEEN: Final = {"S": "between_sets", "N": "rest", "t": "rest", "Z": "between_sides", "X": "between_exercises"}


def _between(row: _Row) -> Fields:
    name = next(_BETWEEN[term.code] for term in row.terms[::-1] if term.code in _BETWEEN)
    return {name: Fraction(0) if row.first("U") is not None else row.length()}


def _sides(row: _Row) -> Fields:
    sides = tuple(dict.fromkeys(row.all("hv"))) or BOTH
    return {"sides": sides} if row.first("k") is None else {"sides": sides, "alternate": True}


def _number(value: Fraction | Range) -> str:
    if isinstance(value, Range):
        return f"{value.low}-{value.high}"
    return str(value)


def _often(row: _Row) -> Fields:
    """Say how often in clean Danish: "mindst 3 gange dagligt"."""
    number, unit = row.first("nr"), row.first("DW")
    if number is None:
        return {f"often {unit}": unit}
    times = "gang" if number == 1 else "gange"
    return {f"often {unit}": " ".join(filter(None, (row.first("b"), _number(number), times, unit)))}


def _days_a_week(row: _Row) -> Fields:
    return {"days": f"{_counted(row)} {row.first('W')}"}


def _course(row: _Row) -> Fields:
    return {"course": f"i {_counted(row)}"}


def _counted(row: _Row) -> str:
    number, (one, many) = row.first("nr"), row.first("c")
    return " ".join(filter(None, (row.first("b"), _number(number), one if number == 1 else many)))


def _rest_alone(row: _Row) -> Fields:
    return {"rest": "same"} if row.first("m") is not None else {"rest": Fraction(0)}


_NP: Final = "(?:j*N|j*u(?!N)|j+)"
_KIND_BETWEEN: Final = "B(?:E?[StNZ]|E?jN|X)"
_BARE: Final = "n(?![xgStNjucDWZ])"
_LABELS_COME_LAST: Final = "(?=(?:l[HP])*+(?:B[^l,]*+)?+(?:[^lHPB]|$))"
"""`8 s hvil 4 s` is a hold and a rest of 4 s; `8 s hold 4 s hvil` has its labels last, all of them."""

RULES: Final[tuple[tuple[re.Pattern[str], Callable[[_Row], Fields]], ...]] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        # Told, and in no session: 3 x dagligt, 5 dage om ugen, i 12 uger.
        ("b?[nr][xg]?[DW]|x[nr]g?[DW]|[DW]", _often),
        ("M", lambda _: {"often dagligt": "2 gange dagligt"}),
        ("b?[nr]cW", _days_a_week),
        ("b?[nr]c", _course),
        # How many: 3 x 10 knib, 10 x 3 sæt, 3 sæt, 10 knib, 10 x.
        ("n[xg]nS", _reps_and_sets),
        (f"n[xg]n(?![xg][DW])(?:t|{_NP})?", _sets_and_reps),
        ("nS|S:n", lambda row: {"sets": row.first("n")}),
        (f"n[xg]?t?F?{_NP}", lambda row: {"reps": row.first("n"), **row.noun(), **row.effort()}),
        ("n[xg][pl]j*u(?![Nn])", _reps_of_a_length),
        ("n[xg](?=[lp])", lambda row: {"reps": row.first("n")}),
        ("t:n|n[xg]?t|n[xg](?![nr](?![xg][DW]))", lambda row: {"reps": row.first("n"), "nameless": True}),
        ("x?nZ", lambda row: {"sides": BOTH if row.first("n") == 2 else row.first("n")}),
        ("xnS", lambda row: {"sets": row.first("n")}),
        ("xn", lambda row: {"times": row.first("n")}),
        # Lengths: 1 min pause mellem sæt, hold 6 sek., slip lige så længe, 4 s ind, 5/10, à 6 sek.
        (f"P?:?lP?{_KIND_BETWEEN}(?!:?P?:?l)|P?{_KIND_BETWEEN}:?P?:?lP?|UP?{_KIND_BETWEEN}", _between),
        ("HN:?l", lambda row: {"hold": row.length(), **row.noun()}),
        (f"E?H:?l|x?lH{_LABELS_COME_LAST}|E?H:?{_BARE}", _one_length("hold")),
        (f"P:?l|lP{_LABELS_COME_LAST}|P:?{_BARE}", _one_length("rest")),
        ("P:?m|mP|UP", _rest_alone),
        ("i,o:?p", _breath_pair),
        (f"i:?l|[ln]i|i:?{_BARE}", _breath("hold")),
        (f"o:?l|[ln]o|o:?{_BARE}", _breath("rest")),
        ("H(?:,P)?:?p|x?p", _pair),
        ("E?x?l(?:E(?!Z))?", _one_length("length")),
        # Of what, and how: lange knib, hver side, skiftevis, med halv kraft, siddende.
        ("j*u:(?=x?n)|j*u(?=n[xg])|(?:j*N|j+):?(?=x?n)", lambda row: {"label": True, **row.noun()}),
        ("Et", lambda _: {}),
        (r"E?j*N|j+", lambda row: row.noun()),
        ("EZ|k(?:,?h,?v|,?v,?h)?Z?|h,?vZ?|v,?hZ?|[hv]Z?", _sides),
        ("F", lambda row: {"effort": row.first("F")}),
        ("Q", lambda row: {"position": row.first("Q")}),
        ("T", lambda _: {"then": True}),
        ("A", lambda _: {"assumed": True}),
        ("n(?!B)", lambda row: {"number": row.first("n")}),
    )
)
"""Every way to say something, and what it means."""
