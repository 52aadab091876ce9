"""Rows of words that turn a dose into another one, or that hide whose it is: what holds one of them is asked."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from knib.spec.dose.scan import Term
from knib.spec.dose.senses import PELVIC
from knib.spec.dose.worded import Sort

Applies = Callable[[Sequence[Term]], bool]

ELSEWHERE: Final = tuple(
    "glut quad adduc abduc ball balle bald bum butt thigh lår hand hånd toe tå finger hip hoft calf læg towel pillow "  # noqa: SIM905
    "cushion pude tri bicep tra trans mave abdom core tummy multif ryg back nakke neck skulder shoulder knæ knee fod "
    "foot arm elbow albue thumb tommel wrist håndled ankle ankel tongue tunge lip læbe rib delt kæbe "
    "jaw øj eye hamstr hase bryst chest pec kugle håndklæde muscle muskel lårmuskel sæde".split()
)
"""How words of other parts of the body, and of what one squeezes with them, begin."""

_SMALL: Final = frozenset({"the", "your", "a", "i", "af", "of", "med", "m", "with", "in", "m .", "din", "dine"})
_KINDS: Final = ("squeez", "contract", "kontraktion", "knib", "aktiv", "activ", "spænd", "sammentræk", "tighten")


def turning(row: Sequence[Term]) -> Term | None:
    """Return the first word of a row that turns the dose, as a term that no dose has."""
    at = _elsewhere(row)
    if at is not None:
        return row[at]._replace(code="!", name="turning")
    codes = "".join(term.code for term in row)
    for pattern, applies in RULES:
        for match in pattern.finditer(codes):
            if match.end() > match.start() and applies(row[match.start() : match.end()]):
                return row[match.start()]._replace(code="!", name="turning")
    return None


def _is_elsewhere(term: Term) -> bool:
    words = term.text.split()
    return term.code in "_u" and any(
        word.startswith(ELSEWHERE) and not word.startswith(PELVIC) and len(word) > 1 for word in words
    )


def _elsewhere(row: Sequence[Term]) -> int | None:
    """Find a squeeze of another part of the body than the pelvic floor: `10 knee squeezes`, `knib ballerne`."""
    for at, term in enumerate(row):
        squeeze = term.code == "e" and term.value.sort is Sort.SQUEEZE
        if not squeeze or term.text.startswith(PELVIC[5:]) or not any(kind in term.text for kind in _KINDS):
            continue
        if at and (_is_elsewhere(row[at - 1]) or row[at - 1].name == "equipment"):
            return at - 1
        if at > 1 and row[at - 1].code == "u" and row[at - 2].code == "n":
            return at - 1
        after = at + 1
        while after < len(row) and after < at + 4 and (row[after].text in _SMALL or row[after].code in "_u"):
            if _is_elsewhere(row[after]) and not row[after].text.startswith(("musc", "musk")):
                return after
            after += 1
    return None


def _always(_row: Sequence[Term]) -> bool:
    return True


def _says(*words: str) -> Applies:
    """Return what tells whether a term that is one of these words stands in a row."""
    known = frozenset(words)
    return lambda row: any(term.text.rstrip(" .") in known for term in row)


def _begins(*words: str) -> Applies:
    """Return what tells whether a row begins with one of these words."""
    known = frozenset(words)
    return lambda row: row[0].text.rstrip(" .") in known


_HELD: Final = _says("complete", "full", "good", "god", "fuld", "total", "rigtig", "u")
_AFTER: Final = _says("efter", "after")
_BEFORE: Final = _says("før", "before", "inden", "før du", "before you")
_LEADS: Final = _says("fra", "til", "from", "until", "to", "på", "by", "indtil", "till", "fra på", "frem til")
_LATER: Final = _says("om", "in", "after", "within", "efter", "inden for", "indenfor", "pr", "inden")
_TOP: Final = _says(
    "top", "the top", "bottom", "at bottom", "at the top", "i toppen", "bunden", "i bunden", "toppen", "øverst",
    "nederst", "på toppen", "at top", "at the top", "in the bottom", "in the top",
    "the bottom", "yderstillingen", "at the bottom",
)  # fmt: skip
_OTHERS: Final = _says("hendes", "hans", "patientens", "min", "my", "her", "his", "en")
_DOES: Final = _says("laver", "har", "bruger", "kører", "træner", "does", "uses", "tager", "gør", "did", "do")
_FIRST: Final = _begins(
    "først", "first", "start med", "start with", "warm up with", "opvarmning", "begynd med", "begin with", "warm up",
    "varm op", "warm-up", "starter med", "start",
)  # fmt: skip
_OPEN: Final = _says("?", "-")


def _is_slow(term: Term) -> bool:
    return any(word in term.text for word in ("langsom", "slow", "gradvis", "gradual"))


def _is_single_day(row: Sequence[Term]) -> bool:
    return _LEADS(row[:-1]) and not row[-1].text.rstrip(" .").endswith(("dage", "days"))


def _is_word_of_time(row: Sequence[Term]) -> bool:
    """Return whether `tid` or `bid` is no Latin abbreviation: `giv dig god tid`, `bid sammen`."""
    return any(term.code == "F" and term.text in {"tid", "bid", "bd", "od"} for term in row)


RULES: Final[tuple[tuple[re.Pattern[str], Applies], ...]] = tuple(
    (re.compile(pattern), applies)
    for pattern, applies in (
        # Is it the hold, or the rest?
        (r"D[_u]r", lambda row: row[1].code == "u" or _HELD(row)),
        (r"Dar(?![:a]?[Dn])", _says("med", "m", "with")),
        (r"r[_]*a[_]*[Dn]", _AFTER),
        (r"D[1C_]_*[hr]", _BEFORE),
        (r"D_(?!&)", lambda row: row[-1].text in {"ned", "op", "down", "up"}),
        (r"_[a_]*D", _begins("ned", "down")),
        (r"r[a_]*D", lambda row: "over" in {term.text for term in row} and _is_slow(row[0])),
        (r"_[a_]*n[qlj]*[eql]", _begins("drop", "fjern", "remove", "cut", "spar")),
        (r"ng_*[C1]", lambda row: row[-1].text.startswith(("hvis", "if", "når", "when"))),
        (r"mv?_", _says("start")),
        (r"_[nD]", _begins("godt", "knap", "lidt over", "lidt under", "just over", "just under")),
        (r"n/nUS|n/nDS|n/DS|ZS", lambda row: row[-1].text in {"h / v", "h/v", "v / h", "hø / ve", "ve / hø"}),
        (r"Dr[a_]*[_uhP]|r[:]?D[a_]*[_uhP]", _TOP),
        (r"_[a_]*D", _begins("sænk", "lower", "sænk ned", "sænk langsomt", "lower slowly")),
        (r"[hrps]:[.?;–-]+|[hrps]:$", _always),
        (r"h:n[–-][.;]", _always),
        # Whose days are they?
        (r"[rNQ][a_]*w|w[a_]*[rNQ!]", lambda row: not row[0].text.startswith("weekend")),
        (r"w[,a_]*w", lambda row: _says("fri")(row) and not row[0].text.startswith("weekend")),
        (r"[_ua]F|^F(?=[_u])|(?<=[.;,])F(?=[_u])|F(?=[,_]*[nD])|lF", _is_word_of_time),
        (r";w", lambda row: row[0].name == "but"),
        (r"(?<!w)a+_*w(?![,.]?n?M|,?n[./])", _is_single_day),
        (r"_[a_]*w", _begins("bar", "off", "from", "undtagen", "except", "but", "not", "fri", "minus")),
        (r"ank", lambda row: _LATER(row[:1])),
        (r"_nk", lambda row: row[0].text == "om"),
        (r"bnk|abnk", _always),
        (r"bn(?:[–-]n)?[xg]?[av/]*[fF]", _always),
        (r"vnk", lambda row: row[-1].value != "day"),
        (r"N[_a1]*1[_a]*nk", _always),
        (r"vg?_", lambda row: row[0].text == "hver gang" and row[-1].text in {"hun", "han", "du", "der", "she", "you"}),
        # Which one comes first, and instead of which?
        (r"(?<=[neDZ,.;])_(?=[_;]*a?[nD])", _FIRST),
        (r"an[qlj]*e|an[ql]", _AFTER),
        (r"1[_a]*n[qlj]*[eql]", _begins("før", "before", "earlier", "tidligere", "senere", "later")),
        (r"n[qlj]*e[^.;–]{0,40}[^.;–(]1[^.;–3]{0,40}n[qlj]*e", lambda row: any(term.name == "past" for term in row)),
        (r"1[^.;–:]{0,40}n[qlj]*[eq]", lambda row: row[0].name == "appointment"),
        # Once more, or at the same time?
        (r"(?<![ca])[nDZeqlFP]_(?=[.;]|$)", lambda row: row[-1].text in {"again", "igen", "imens"}),
        (r"(?<=[.;,–])p(?=[.;]|$)", lambda row: row[0].text.startswith(("gentag", "repeat", "repet"))),
        (r"[N](?=[).,;]|$)", _begins("ikke mere", "ikke længere", "no longer", "not any more")),
        (r"na[qlj]*e", _says("half", "halv", "halve", "halvt")),
        (r"e[_a&]*nU", lambda row: row[0].value.sort is Sort.SQUEEZE and row[-1].text in {"kg", "kilo", "kgs", "lbs"}),
        (r"np[ql]", lambda row: row[1].text.endswith(("af dem", "them", "these", "disse", "those"))),
        (r"r[_a]*C", _always),
        (r"_[_u1w]+n", lambda row: _OTHERS(row[:1]) and _DOES(row[1:-1])),
        (r"_w(?![,&])", lambda row: row[-1].text in {"søn", "sun", "sat", "man"}),
        (r"n[_u]e", _says("fingres", "fingers", "finger")),
        # Who is told of?
        (r"^(?:j+e|%?:?nU|n%)[.;]", _always),
        (r"1[_a]*[nD]", _begins("sidste gang", "last time", "old")),
        (
            r"(?:^|(?<=[.;–]))[^.;–]{0,40}n[qlj]*e[^.;–]{0,40}3[_a]*n[qlj]*e",
            lambda row: not any(term.code in "14N" for term in row),
        ),
        (r"n[qlj]*e[^.;]{0,40}1$", lambda row: row[-1].name == "past"),
    )
)
"""Rows of letters, and when they turn a dose."""


def turned_late(row: Sequence[Term]) -> Term | None:
    """Return what turns the dose once its facts are put together: two that differ, one that is in no dose."""
    codes = "".join(term.code for term in row)
    for pattern, applies in LATE:
        for match in pattern.finditer(codes):
            if match.end() > match.start() and applies(row[match.start() : match.end()]):
                return row[match.start()]._replace(code="!", name="turning")
    doubt = _contradiction(row) or _lost_beside_marker(row)
    return doubt._replace(code="!", name="turning") if doubt else None


def _often_of(term: Term) -> str:
    return str(term.value[0].field) if term.code == "F" and isinstance(term.value, tuple) else ""


def _contradiction(row: Sequence[Term]) -> Term | None:
    """Return how often where it is told twice: daily and on some days, or once for each exercise."""
    told = [(place, term) for place, term in enumerate(row) if _often_of(term)]
    for (before, first), (after, second) in pairwise(told):
        if first.value == second.value:
            continue
        between = {term.code for term in row[before:after]}
        if "T" in between or {"n", "e"} <= between or ("n" in between and between & set("ql")):
            return second
        weak = "often-weak" in {first.name, second.name}
        if weak and {_often_of(first), _often_of(second)} & {"days_a_week", "weekdays", "every_days"}:
            return second
    return None


def _lost_beside_marker(row: Sequence[Term]) -> Term | None:
    """Return the marker of what was or will be that takes the only lengths of a dose with it into its note."""
    for at, term in enumerate(row):
        if term.code != "1":
            continue
        until = next((place for place in range(at, len(row)) if row[place].code in ".;–3"), len(row))
        start = next((place for place in range(at, -1, -1) if row[place].code in ".;–"), 0)
        marked = row[at:until]
        beside = [*row[:at], *row[until:]]
        if not any(other.code == "n" for other in row[start:at]):
            continue
        takes_length = any(other.code in "DZ" for other in marked)
        takes_rest = term.name == "past" and any(other.code == "r" for other in marked)
        if takes_length and not any(other.code in "DZ" for other in beside):
            return term
        if takes_rest and not any(other.code in "rZ" for other in beside):
            return term
    return None


def _sorts(row: Sequence[Term]) -> list[Sort]:
    return [term.value.sort for term in row if term.code == "e"]


def _walks_and_runs(row: Sequence[Term]) -> bool:
    """Return whether a row has a walk and a run, that may be in turns."""
    if row[1].code == "/":
        return False
    return set(_sorts(row)) == {Sort.WALK, Sort.RUN}


_LONG_PAUSE: Final = 30_000
_OVER: Final = _says("over", "i", "in", "på", "on", "across")
_CLAUSE: Final = re.compile(r"[^,.;–()]+")
_IS_SYMPTOM: Final = re.compile(r"(?:(?<=[.;–])|^)[a,]*J[aJu,]*[FK](?:[aJu,]*)(?=[.;–]|$)")

LATE: Final[tuple[tuple[re.Pattern[str], Applies], ...]] = tuple(
    (re.compile(pattern), applies)
    for pattern, applies in (
        (r"nk", _always),
        (r"(?:(?<=[.;–])|^)[a,]*[uB][auBn,]*[FK][auB,]*(?=[.;–]|$)", _always),
        (r"(?:(?<=[.;–])|^)[a,]*J[aJu]*[FK][,n]", _always),
        (r"1[^.;–3]{0,40}F", lambda row: row[0].name == "appointment" and _often_of(row[-1]) != "weekdays"),
        (r"n[qlj]*e[^.;]{0,40}an[sR]", lambda row: _OVER(row[-3:])),
        # What is in the rounds, or in turns; whose pause it is.
        (r"nR(?!a*\()[^R(]{0,40}[.;–]+T[^R]{0,40}[eqD]|nR,?T[^R]{0,40}[eqD]|e[^.;–:R]{0,40},nR,n?[qlj]*e", _always),
        (r"e:?n[xg]?DF", lambda row: _sorts(row) == [Sort.WALK] and row[-1].name == "often-weak"),
        (r"F[,.;–]*T[a,]*n?[qlj]*[eD]", lambda row: row[0].name != "often-weak"),
        (r"e[^.;–(s]{0,40}e[^.;–(sR]{0,40}[xg]n|n[xg]De[/,&]?De", _walks_and_runs),
        (r"n[qlj]*e[,.;]*T?n[qlj]*ev|e:?D,n[qlj]*e", lambda row: _sorts(row) == [Sort.STRETCH, Sort.BREATH]),
        (r"n[qlj]*e.{0,40}tn(?![xgpeqlsRD])", _always),
        (r"n[gp].{0,60}(?<=[.;–])ng?t", _always),
        (r"e:?n[xg]n", lambda row: _sorts(row) == [Sort.BREATH]),
        (r"n[qlj]*e?mv[qlj]*e?D", _always),
        (r"hD[&T]+nq,Dr$", _always),
        (r"[Zr].{0,40}nq[^.;–]{0,40}=r", _always),
        (r"(?<!T)Dr[,;.–]*T?n[qlj]*[eql]", lambda row: row[0].value.low >= _LONG_PAUSE),
        (r"TDr,n[qlj]*[eql]", lambda row: row[1].value.low >= _LONG_PAUSE),
    )
)
"""As RULES, of terms that are put together."""


def symptoms_as_findings(row: list[Term]) -> list[Term]:
    """Return the row with `Vandladning 8 gange dagligt` as one finding: it tells how often of no dose."""
    codes = "".join(term.code for term in row)
    for match in reversed(list(_IS_SYMPTOM.finditer(codes))):
        parts = row[match.start() : match.end()]
        row[match.start() : match.end()] = [parts[0]._replace(code="J", end=parts[-1].end, name="finding")]
    return _painful_sides_as_findings(row)


def _painful_sides_as_findings(row: list[Term]) -> list[Term]:
    """Return the row with `højre knæ gør ondt` as a finding: on that side nothing need be trained."""
    codes = "".join(term.code for term in row)
    for match in _CLAUSE.finditer(codes):
        if "J" in match[0] and "S" in match[0] and not set(match[0]) & set("nDZe"):
            for place in range(match.start(), match.end()):
                if row[place].code == "S":
                    row[place] = row[place]._replace(code="J", name="finding")
    return row
