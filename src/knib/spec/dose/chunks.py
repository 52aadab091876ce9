"""Rows of terms that together mean one thing, whatever stands around them: dates, findings, ranges, how often."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from knib.spec.dose.amounts import Amount, Pair
from knib.spec.dose.findings import (
    date,
    effort_in_brackets,
    finding,
    finding_of_sides,
    finding_with_date,
    long_number,
    measure,
    part_of_strength,
    perfect,
    same_effort,
    scale,
    telephone,
    visit,
    weeks_after,
)
from knib.spec.dose.frequency import (
    clock_times,
    course,
    days_a_week,
    daytimes,
    every,
    hidden_frequency,
    labelled_often,
    labelled_times,
    later,
    number_between,
    often_by_word,
    once,
    once_at,
    stage,
    times_in,
    until_visit,
    walks_a_week,
    weekdays,
    weekend_off,
)
from knib.spec.dose.labels import labels_as_one, labels_with_dashes, without_enumerators
from knib.spec.dose.scan import Term
from knib.spec.dose.senses import names_another_movement, settled
from knib.spec.dose.turns import symptoms_as_findings, turned_late, turning
from knib.spec.model import Position

Build = Callable[[list[Term]], "Term | None"]


def chunked(terms: Sequence[Term]) -> list[Term]:
    """Return the terms with all that is certain put together."""
    everything = settled(terms)
    row = [term for term in everything if term.code != "_"]
    if names_another_movement(everything):
        first = next((place for place, term in enumerate(row) if term.code in "nD"), len(row) - 1)
        row.insert(first + 1, Term("?", row[first].start, row[first].end, name="unnamed"))
    row = [term for place, term in enumerate(row) if not (term.code == "-" and not _between_numbers(row, place))]
    if doubt := turning(everything):
        at = next((place for place, term in enumerate(row) if term.start >= doubt.start), len(row))
        row.insert(at, doubt)
    row = labels_as_one(without_enumerators(labels_with_dashes(row)))
    for pattern, build in RULES:
        row = _rewritten(row, pattern, build)
    row = symptoms_as_findings(row)
    if doubt := turned_late(row):
        row.insert(row.index(next(term for term in row if term.start >= doubt.start)), doubt)
    return row


def _rewritten(row: list[Term], pattern: re.Pattern[str], build: Build) -> list[Term]:
    codes = "".join(term.code for term in row)
    done: list[Term] = []
    at = 0
    for match in pattern.finditer(codes):
        parts = row[match.start() : match.end()]
        if match.start() < at or not parts or (term := build(parts)) is None:
            continue
        numbers = tuple(place for part in parts for place in part.numbers)
        done += row[at : match.start()]
        done.append(term._replace(start=parts[0].start, end=parts[-1].end, numbers=numbers, before=parts[0].before))
        at = match.end()
    return done + row[at:]


def _between_numbers(row: list[Term], place: int) -> bool:
    beside = [*row[max(0, place - 1) : place], *row[place + 1 : place + 2]]
    return len(beside) == 2 and (
        all(term.code in "nDUI%" for term in beside) or all(term.code == "w" for term in beside)
    )


def _changed(parts: list[Term]) -> Term | None:
    """`øget fra 8 til 10 sek.`: what it is now."""
    first, second = (part for part in parts if part.code in "nD")
    joiners = [part.text for part in parts if part.code == "a" and first.start < part.start]
    if joiners not in (["til"], ["to"]):
        return None
    return Term(second.code, 0, 0, second.value, name="changed", text=second.text)


def _range(parts: list[Term]) -> Term | None:
    first, second = (part for part in parts if part.code in "nD")
    low, high = first.value, second.value
    between = [part.text for part in parts if first.start < part.start < second.start and part.code == "a"]
    if any(text not in {"til", "to"} for text in between):
        return None
    if low.is_range or high.is_range:
        return None
    if first.code == "n" and second.code == "D":
        low = low.times(_unit(second))
    elif first.code == "D" and second.code == "n":
        return None
    if low.low >= high.low:
        return None
    return Term(second.code, 0, 0, Amount(low.low, high.low), name="range", text=" ".join(p.text for p in parts))


def _unit(term: Term) -> int:
    """Return the unit that a length was written in, in ms."""
    text = term.text
    if re.search(r"\bm(s|illisekunder)\b", text):
        return 1
    return 60_000 if re.search(r"\bm|'$|′", text) else 1000


def _pair(parts: list[Term]) -> Term | None:
    first, second = (part for part in parts if part.code in "nD")
    hold = first.value if first.code == "D" else first.value.times(_unit(second) if second.code == "D" else 1000)
    rest = second.value if second.code == "D" else second.value.times(_unit(first) if first.code == "D" else 1000)
    if first.code == "n" and second.code == "D" and (first.value.low, second.value.low / _unit(second)) in _HALVES:
        return Term("?", 0, 0, "half", name="half-or-pair")
    return Term("Z", 0, 0, Pair(hold, rest), name="pair")


_HALVES: Final = frozenset(
    (Fraction(part), Fraction(whole)) for part, whole in ((1, 2), (1, 4), (3, 4), (1, 3), (2, 3))
)


def _counted(parts: list[Term]) -> Term | None:
    number = next(part.value for part in parts if part.code == "n")
    return Term("D", 0, 0, number.times(1000), name="counted")


def _inside_brackets(parts: list[Term]) -> Term:
    return parts[1]


def _lifted_and_held(parts: list[Term]) -> Term | None:
    """`lift slowly and hold for 5 s`: the verbs are one hold."""
    return parts[-1] if parts[0].text in {"lift", "løft", "knib", "squeeze", "knib sammen"} else None


def _first(parts: list[Term]) -> Term:
    return parts[0]


def _last(parts: list[Term]) -> Term:
    return parts[-1]


def _at_most(parts: list[Term]) -> Term | None:
    """`No more than 40 % of max. effort`: so much effort, and no more."""
    limits = {"no more than", "not more than", "ikke mere end", "ikke over"}
    return parts[1] if parts[0].text in limits else None


def _spelt_out(parts: list[Term]) -> Term:
    """`dobbelt så længe (18 s)`: the length itself counts."""
    return parts[2]


def _side_lying(parts: list[Term]) -> Term | None:
    """`sideleje hø.`: on which side one lies is no side of an exercise."""
    return parts[0] if parts[0].value is Position("sideliggende") else None


RULES: Final[tuple[tuple[re.Pattern[str], Build], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        # Numbers of telephones; brackets around one thing.
        (r"nnnn", telephone),
        (r"n", long_number),
        (r"\([SPEFJ]\)", _inside_brackets),
        (r"hh+|pp+", _first),
        (r"h&r(?=[.,;]|$)", finding),
        (r"h[lj]?&h(?=:?D)|r[lj]?[,&]*r(?=:?D)", _last),
        (r"e[lj]?&h(?=:?D)", _lifted_and_held),
        (r"(?<=h)v[pe](?=[,.;)]|$)|(?<=p)vs(?=[,.;)]|$)|vp(?=hD)", number_between),
        (r"jE", _last),
        (r"KJ|KaJ", weeks_after),
        # Dates and clock times.
        (r"(?:w[,.]?)?y[nD](?:/n)?(?:[,&/]+y?[nD](?![xg%U]))*", clock_times),
        (r"(?:a?w[,.]?)?n\.?M(?:n(?![xgeqlpsDjR]))?", date),
        (r"(?<=1)[a:]?n/n(?:[/-]n)?", date),
        (r"(?:(?<=[.;])|^)n/n(?:[/-]n)?(?=:)", date),
        (r"an\.?(?=1)|(?:(?<=[.;,(])|^)n\.(?=1)", visit),
        # Findings and measures.
        (r"(?:I[:=]?)?(?:[ua_][nD][,/]?){3,4}", perfect),
        (r"I[:=.]?n/n[uS](?:[,&/]n/n[uS])?|I[:=.]?[uS]n[/,&][uS]n", finding_of_sides),
        (r"I[:=.]?[a~]?b?n[&+-]?(?:[/a]n){0,3}(?:[,/&]?n(?=/))?", finding),
        (r"n(?:/n)?[&a-]?I", finding),
        (r"J[xg]n|Jnx?(?=[.,;]|$)", finding),
        (r"(?:(?<=[.;])|^)J,?[a_]*n/n(?:[/-]n)?(?=[.;])", finding),
        (r"J[,a]*n/n(?:[/-]n)?", finding_with_date),
        (r"J[,/&]?[lh]:?D(?=[.;]|$)", finding),
        # Effort.
        (r"U[:=]?[ab]*n(?:[-/]n)?", scale),
        (r"(?:%:?)?[ab]*nan-?U[a]?%?", measure),
        (r"(?:%:?)?[ab]*n(?:[-–]n)?-?U[a]?%?|[ab]*nU", measure),
        (r"n/n[a]?%|%[:a]?n/n", part_of_strength),
        (r"E%|%:E|[E]E|a?E%", same_effort),
        (r"Un(?:[-]n)?", measure),
        (r"bE", _last),
        (r"NE", _at_most),
        (r",(?=:)", number_between),
        # Counting: a count of ten.
        (r"[jl]?cT?a?n(?:[-a]n)?(?=[^x]|$)", _counted),
        # What is changed: the new value counts.
        (r"4[yaP]*[nD]a[nD]", _changed),
        # Ranges.
        (r"(?<![-/])a?n[-–]n(?![-/])|(?<![-/])n[-–]D|D[-–]D|na?[aO]n(?!a?%)|n[aO]D|D[aO]D", _range),
        # Hold and rest.
        (r"(?<!/)(?:n/D|D/D|D/n|n/n)(?![/U%])", _pair),
        (r"=\(D\)", _spelt_out),
        (r"\(Z\)|(?<=[hr])\(D\)", _inside_brackets),
        (r"(?<=D)Pr(?!:?D)", _last),
        # How often.
        (r"(?:2|n[xg])?[av]*[5F](?:[,&/]*(?:2|n[xg])?[av]*[5F])+|[5]{2,}", daytimes),
        (r"(?<=m)v?n(?=[sR])", number_between),
        (r"2F", once),
        (r"v?w(?:[,&/a–-]*v?w)*", weekdays),
        (r"(?:b|a)?n[xg]?/?[v]?f|2f|xnf|b?n[xg]a?f", times_in),
        (r"f:?nk", days_a_week),
        (r"f[,:–]?xn(?=[.,;)&]|$)", times_in),
        (r"g?f:x?n[xg]?(?=[.,;()]|$)|f,?n[g](?=[.,;)&]|$)", times_in),
        (r"(?:(?<=[.;,])|^)f:?n(?=[.,;)(]|$)", labelled_times),
        (r"nkf", days_a_week),
        (r"nef", walks_a_week),
        (r"vn\.?[Hk]", every),
        (r"F", often_by_word),
        (r"[av]+5", once_at),
        (r"xnF|n[xg]?F", hidden_frequency),
        (r"f", often_by_word),
        (r"Y:?[,a]?F", labelled_often),
        (r"=F", _last),
        (r"Q[av]*K(?=[.;]|$)", until_visit),
        (r"Fx(?=n)", _first),
        (r"PS(?=[.;,)]|$)", _side_lying),
        (r"E\(E\)", effort_in_brackets),
        (r"F,?F[a]*[rh]?r(?=[.;,)]|$)", weekend_off),
        # How long: in weeks.
        (r"kn(?:[-]n)?(?=[:,]|$|\.)|kn(?=[a-zA-Z])", stage),
        (r"[ab]*nk", course),
        (r"ank", later),
    )
)
"""What is certain, in the order in which it is put together."""
