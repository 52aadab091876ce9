"""A reader of printed doses: it takes the Danish words apart again, and knows nothing of how they were written."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

UNITS: Final = {"time": 3_600_000, "minut": 60_000, "sekund": 1000}
NUMBER: Final = r"\d+(?:,\d+)?"
UNIT: Final = r"(?:timer|time|minutter|minut|sekunder|sekund)\b"
ONE: Final = rf"{NUMBER} {UNIT}"
LENGTH: Final = (
    rf"(?:ca\. )?{NUMBER}(?:(?:, | og | til ){NUMBER})* {UNIT}(?:(?:, | og | til ){ONE})*(?: \(sæt for sæt\))?"
)
BY_SET: Final = " (sæt for sæt)"
NUMBERS: Final = r"\d+(?:, \d+)*(?: og \d+)?"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Lengths in ms as they are told: one, one for each time, or from the first to the last."""

    each: tuple[int, ...]
    climbs: bool = False
    about: bool = False
    by_set: bool = False


@dataclass(frozen=True, kw_only=True)
class ToldPhase:
    """What is done, in words, and for how long."""

    words: str
    told: Told


@dataclass(frozen=True, kw_only=True)
class ToldGroup:
    """What is done several times in a row."""

    times: int
    parts: tuple["ToldPhase | ToldGroup", ...]


@dataclass(frozen=True, kw_only=True)
class ToldDose:
    """A dose as a reader understands it. `reps` are those of each side, set by set; `parts` those in a repetition."""

    sets: int = 1
    reps: tuple[int, ...] = (1,)
    parts: int = 1
    noun: str = ""
    lasting: int | None = None
    sides: tuple[str, ...] = ()
    alternate: bool = False
    phases: tuple[ToldPhase | ToldGroup, ...] = ()
    between_sides: Told | None = None
    between_sets: Told | None = None
    after: Told | None = None
    in_order: bool = False
    whole: bool = False
    unknown: tuple[str, ...] = field(default=())


def read_length(text: str) -> Told:
    """Read `5 sekunder`, `5, 8 og 10 sekunder (sæt for sæt)`, `1 minut og 30 sekunder`, `ca. 5 til 7 sekunder`."""
    about, by_set = text.startswith("ca. "), text.endswith("(sæt for sæt)")
    bare = text.removeprefix("ca. ").removesuffix(" (sæt for sæt)")
    if " til " in bare:
        first, last = bare.split(" til ")
        unit = "" if re.search(UNIT, first) else " " + last.rpartition(" ")[2]
        return Told(each=(_one(first + unit), _one(last)), climbs=True, about=about, by_set=by_set)
    if re.fullmatch(rf"{NUMBER}(?:, {NUMBER})* og {NUMBER} {UNIT}", bare):
        *numbers, unit = re.split(r", | og | ", bare)
        return Told(each=tuple(_one(f"{number} {unit}") for number in numbers), by_set=by_set)
    pieces = re.split(r", | og ", bare)
    lengths = [_one(piece) for piece in pieces]
    falling = all(after < 60_000 * (before >= 60_000) for before, after in pairwise(lengths))
    units = [piece.rpartition(" ")[2][:4] for piece in pieces]
    if len(set(units)) == len(units) and falling:  # the pieces of one length
        return Told(each=(sum(lengths),), about=about, by_set=by_set)
    return Told(each=tuple(lengths), about=about, by_set=by_set)


def _one(text: str) -> int:
    total = 0.0
    for number, unit in re.findall(rf"({NUMBER}) ({UNIT})", text):
        total += float(number.replace(",", ".")) * next(ms for name, ms in UNITS.items() if unit.startswith(name))
    return round(total)


def read_dose(text: str) -> ToldDose:
    """Read a dose as it stands on a sheet."""
    facts: dict[str, object] = {}
    unknown = []
    amount, *others = text.split(" · ")
    facts |= _amount(amount)
    phases = False
    for fact in others:
        pause = re.fullmatch(rf"(?:\D+? )??({LENGTH}) mellem (siderne|sæt)", fact)
        after = re.fullmatch(rf"derefter:? (?:({LENGTH}) pause|({LENGTH}) til næste øvelse|(.+))", fact)
        sides = re.fullmatch(r"(til hver side:|skiftevis) (.+)", fact)
        if pause:
            facts["between_sides" if pause[2] == "siderne" else "between_sets"] = read_length(pause[1])
        elif after:
            length = after[1] or after[2] or re.findall(LENGTH, after[3])[-1]
            facts["after"] = read_length(length)
        elif sides:
            facts |= {"alternate": sides[1] == "skiftevis", "sides": tuple(re.split(r", | og ", sides[2]))}
        elif fact.startswith("kraft: "):
            continue
        elif not phases:
            phases = True
            facts["phases"] = _phases(fact)
        else:
            unknown.append(fact)
    return ToldDose(**facts, unknown=tuple(unknown))  # type: ignore[arg-type]


def _amount(text: str) -> dict[str, object]:
    if text == "i rækkefølge" or text.endswith(" knib i alt"):
        total = int(text.split(maxsplit=1)[0]) if text.endswith(" i alt") else 1
        return {"in_order": True, "parts": total, "noun": "knib" if text.endswith(" i alt") else ""}
    if all_of_it := re.fullmatch(rf"(?:(\d+) knib på )?({LENGTH}) i alt", text):
        count, length = all_of_it.groups()
        noun = "knib" if count else ""
        return {"whole": True, "lasting": read_length(length).each[0], "parts": int(count or 1), "noun": noun}
    if times := re.fullmatch(r"(\d+) gange?(?: à (\d+) (knib|åndedrag))?", text):
        return {"sets": int(times[1]), "parts": int(times[2] or 1), "noun": times[3] or ""}
    sets = re.match(r"(\d+) sæt(?: à|:) ", text)
    facts: dict[str, object] = {"sets": int(sets[1])} if sets else {}
    text = text[sets.end() :] if sets else text
    if lasting := re.fullmatch(rf"({LENGTH}) \((.+)\)", text):
        facts["lasting"] = read_length(lasting[1]).each[0]
        text = lasting[2]
    much = re.fullmatch(rf"({NUMBERS}) (knib|åndedrag|gentagelser?)(?: à (\d+) (knib|åndedrag))?", text)
    assert much, text
    reps = tuple(int(number) for number in re.findall(r"\d+", much[1]))
    return facts | {"reps": reps, "parts": int(much[3] or 1), "noun": much[4] or much[2]}


def _phases(text: str) -> tuple[ToldPhase | ToldGroup, ...]:
    if " → " not in text and " gange (" not in text:
        plain = re.findall(rf"([^,]+?) ({LENGTH})(?:, |$)", text)
        if plain and ", ".join(f"{words} {length}" for words, length in plain) == text:
            return tuple(ToldPhase(words=words, told=read_length(length)) for words, length in plain)
    parts, rest = _row(text)
    assert not rest, text
    return parts


def _row(text: str) -> tuple[tuple[ToldPhase | ToldGroup, ...], str]:
    parts: list[ToldPhase | ToldGroup] = []
    while True:
        if group := re.match(r"(\d+) gange \(", text):
            inner, text = _row(text[group.end() :])
            assert text.startswith(")"), text
            parts.append(ToldGroup(times=int(group[1]), parts=inner))
            text = text[1:]
        else:
            end = re.search(r" → |\)(?=$| → |\))(?<!\(sæt for sæt\))(?<!\(højre\))(?<!\(venstre\))", text)
            step = text[: end.start()] if end else text
            parts.append(_step(step))
            text = text[len(step) :]
        if not text.startswith(" → "):
            return tuple(parts), text
        text = text.removeprefix(" → ")


def _step(text: str) -> ToldPhase:
    lengths = list(re.finditer(LENGTH, text))
    assert lengths, text
    last = lengths[-1]
    behind = text[last.end() :].removesuffix(BY_SET)
    by_set = BY_SET * (text.endswith(BY_SET) and not last[0].endswith(BY_SET))
    words = f"{text[: last.start()].removesuffix(', ')}{behind}"
    return ToldPhase(words=words, told=read_length(last[0] + by_set))
