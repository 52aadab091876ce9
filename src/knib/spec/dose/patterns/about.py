"""What is said of an exercise or of the whole: how often, where, how hard, on which side."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from knib.spec.dose.draft import Reading
from knib.spec.dose.patterns.names import Terms, values
from knib.spec.dose.patterns.writing import pended

TOTALS_OF_A_DAY: Final = frozenset(
    {"om dagen", "pr dag", "pr . dag", "per dag", "per day", "a day", "/ dag", "/ day", "i døgnet"}
)
"""Words after a number that may be the day's total: `30 knib om dagen`."""


def fold_often(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """How often. `dagligt` beside a number of times says no more."""
    parts = values(terms, "FK")
    weak = any(term.name == "often-weak" for term in terms)
    often = list(reading.often)
    for part in (part for row in parts for part in row):
        same = next((known for known in often if known.field == part.field), None)
        if same is None:
            if weak and any(known.field in {"times_a_day", "every_hours"} for known in often):
                continue
            if part.field == "times_a_day" and any(known.field == "every_hours" for known in often):
                return
            often.append(part)
        elif same == part and any(term.name == "often-at" for term in terms) and ("weak", same) not in reading.whole:
            return  # in the morning; and at night
        elif same == part or weak:
            continue
        elif ("weak", same) in [(mark[0], mark[1]) for mark in reading.whole]:
            often[often.index(same)] = part
        else:
            return
    whole, flags = reading.whole, reading.flags
    a_day = any(term.text in TOTALS_OF_A_DAY for term in terms)
    if weak and a_day and reading.last_field == "reps" and not reading.parted and not reading.often:
        flags |= {"total of a day"}
    if weak:
        whole = (*whole, *(("weak", part) for row in parts for part in row))
    yield replace(reading, often=tuple(often), whole=whole, flags=flags, last_field="often")


def fold_position(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """A position: of the whole where it begins or ends the prescription, of one exercise where each has its own."""
    yield from _about(reading, "position", values(terms, "P")[0])


def fold_effort(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`halv kraft`: of one exercise, or of the whole."""
    effort, current = values(terms, "E")[0], reading.current
    before = current.get("effort")
    pending = dict(reading.pending)
    if not reading.drafts and "effort" in pending:
        pending["effort"] = f"{pending['effort']}, {effort}"
        yield replace(reading, pending=tuple(pending.items()))
        return
    if before and before != effort:
        told = tuple((name, f"{before}, {effort}" if name == "effort" else value) for name, value in current.values)
        yield reading.with_current(replace(current, values=told))
        return
    yield from _about(reading, "effort", effort)


def _about(reading: Reading, field: str, value: object) -> Iterator[Reading]:
    if (
        not reading.drafts
        or reading.then
        or (field == "position" and reading.parted and reading.current.has(field) and reading.current.complete)
    ):
        yield from pended(reading, field, value)
    else:
        current = reading.current
        if current.get(field) == value:
            yield reading
        else:
            yield from reading.put(field, value)


def fold_sides(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`hver side`, `højre`, `skiftevis`."""
    sides = tuple(dict.fromkeys(values(terms, "S")))
    alternate = any(term.code == "V" for term in terms)
    both = "both" in sides or {"right", "left"} <= set(sides) or (alternate and not sides)
    value = ("højre", "venstre") if both else (("højre",) if "right" in sides else ("venstre",))
    if reading.current.get("sides") == value and not alternate:
        yield reading
        return
    for written in _about(reading, "sides", value):
        if alternate:
            yield from _about(written, "alternate", value=True)
        else:
            yield written


def fold_nothing(reading: Reading, _terms: Terms) -> Iterator[Reading]:
    """`hvert knib` by itself says no more."""
    yield reading


def fold_assumed(reading: Reading, _terms: Terms) -> Iterator[Reading]:
    """`(antaget)`: what stands before was written by nobody."""
    yield replace(reading, flags=reading.flags | {f"assumed:{max(0, len(reading.drafts) - 1)}:{reading.last_field}"})


def fold_total(reading: Reading, _terms: Terms) -> Iterator[Reading]:
    """`i alt`: right where there is one set of one side, else it may be meant of all."""
    yield replace(reading, flags=reading.flags | {"total"})


def fold_stages(reading: Reading, _terms: Terms) -> Iterator[Reading]:
    """A plan of several stages is no dose."""
    yield replace(reading, flags=reading.flags | {"stages"})
