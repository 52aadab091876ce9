"""Whether a told dose is what is heard: a reader's dose held against the phases of a timeline, one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from knib.plan.timeline import Span
from knib.spec.model import Kind
from share.dose_reader import LENGTH, Told, ToldDose, ToldGroup, ToldPhase

NEAR: Final = 750
"""How far, in ms, a length may be from one that is told with `ca.`."""

KINDS: Final = {
    "hold": {Kind.WORK, Kind.HOLD},
    "arbejd": {Kind.WORK},
    "slip": {Kind.RELEASE, Kind.REST},
    "slap af": {Kind.RELAX},
    "hvil": {Kind.REST},
    "bevæg dig": {Kind.MOVE},
    "ånd ind": {Kind.INHALE},
    "ånd ud": {Kind.EXHALE},
}
HELD: Final = re.compile(r"^$|knib|spænd|klem|stræk|hold|bliv")
LET_GO: Final = re.compile(r"^$|^(?:og )?(?:slip|giv slip|slap|hvil|pause|løsn|afspænd)")
"""What `hold` may stand for where the phase is work, and `slip` or `hvil` where it is a rest."""

SQUEEZE: Final = re.compile(r"\bknib\b")
EFFORT: Final = r"\b(?:let|med halv kraft)$"
"""How hard it is, in the routines that are compared; a told dose has it by itself."""

EFFORTS: Final = {Kind.WORK, Kind.HOLD, Kind.MOVE}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the dose something is told: in which set, and the how manieth repetition of its row."""

    set: int
    rep: int


class Lie(AssertionError):  # noqa: N818 -- it is what it is called
    """What is told is not what is heard."""


class Checker:
    """Holds the told dose of an exercise against the phases of one of its rounds."""

    def __init__(self, dose: ToldDose, spans: Sequence[Span], heard: set[int]) -> None:
        self.dose = dose
        self.spans = list(spans)
        self.at = 0
        self.lengths: dict[tuple[int, str], list[int]] = {}
        self.heard = heard

    def check(self) -> None:
        """Go through the dose from the first phase to the last.

        Raises:
            Lie: a phase is told otherwise than it is heard, or not at all, or is told and not heard.
        """
        if self.dose.unknown:
            raise Lie(f"not understood: {self.dose.unknown}")
        if self.dose.whole:
            after = self.dose.after is not None
            self.at = len(self.spans) - after
            if sum(span.end - span.start for span in self.spans[: self.at]) != self.dose.lasting:
                raise Lie(f"{self.dose.lasting} ms are told in all")
        elif self.dose.in_order:
            self._row(self.dose.phases, Place(set=1, rep=1), 0)
        elif self.dose.phases:
            self._sets()
        if self.dose.after:
            self._pause(self.dose.after, Place(set=self.dose.sets, rep=1), "after")
        if self.at != len(self.spans):
            raise Lie(f"heard and not told: {self.spans[self.at :]}")
        self._climbs()
        self._squeezes()
        self._lasting()

    def _sets(self) -> None:
        for number in range(1, self.dose.sets + 1):
            reps = self.dose.reps[number - 1] if len(self.dose.reps) > 1 else self.dose.reps[0]
            sides = max(1, len(self.dose.sides))
            rows = [1] * (reps * sides) if self.dose.alternate else [reps] * sides
            for index, row in enumerate(rows):
                if index and self.dose.between_sides:
                    self._pause(self.dose.between_sides, Place(set=number, rep=1), "sides")
                first = index // sides + 1 if self.dose.alternate else 1
                for rep in range(first, first + row):
                    self._repetition(number, rep)
            if self.dose.between_sets and number < self.dose.sets:
                self._pause(self.dose.between_sets, Place(set=number, rep=number), "sets")

    def _repetition(self, number: int, rep: int) -> None:
        times = self.dose.parts if self._one_row() else 1
        for part in range(1, times + 1):
            begin = self.at
            self._row(self.dose.phases, Place(set=number, rep=part if times > 1 else rep), 0)

            if self.at == begin:
                raise Lie(f"repetition {rep} of set {number} is told, and not heard")

    def _one_row(self) -> bool:
        """Return whether the phases are those of one squeeze or breath, which is done several times in a repetition."""
        plain = all(isinstance(part, ToldPhase) for part in self.dose.phases)
        asked = sum(_asks(part.words, self.dose.noun) for part in self.dose.phases if isinstance(part, ToldPhase))
        return plain and len(self.dose.phases) <= 2 and asked <= 1

    def _row(self, parts: Sequence[ToldPhase | ToldGroup], place: Place, seen: int) -> int:
        for part in parts:
            if isinstance(part, ToldGroup):
                for _ in range(part.times):
                    seen = self._row(part.parts, place, seen)
            else:
                self._phase(part, place, seen)
                seen += 1
        return seen

    def _phase(self, part: ToldPhase, place: Place, seen: int) -> None:
        span = self.spans[self.at] if self.at < len(self.spans) else None
        inside = span and (span.rep or self.dose.in_order)
        if span and inside and _is(part, span) and self._is_long(part.told, span, place, str(seen)):
            self.at += 1
            self.heard.add(id(part))
            return
        next_rests = span is None or span.kind is Kind.REST or not span.rep
        if next_rests and _may_rest(part.words):
            return  # a last rest gives way to the pause that follows it
        raise Lie(f"{part} is told, and heard is {span}")

    def _pause(self, told: Told, place: Place, what: str) -> None:
        span = self.spans[self.at] if self.at < len(self.spans) else None
        if span is None or span.rep or not self._is_long(told, span, place, what):
            raise Lie(f"a pause of {told} is told ({what}), and heard is {span}")
        self.at += 1

    def _is_long(self, told: Told, span: Span, place: Place, what: str) -> bool:
        length = span.end - span.start
        by_set = told.by_set or (
            what != "sets" and set(self.dose.reps) == {1} and (self.dose.parts == 1 or not self._one_row())
        )
        if told.about:
            return told.each[0] - NEAR <= length <= told.each[-1] + NEAR
        if told.climbs:
            inside = min(told.each) <= length <= max(told.each)
            of_set = 0 if by_set or what in {"sets", "sides"} else place.set
            if inside:
                self.lengths.setdefault((of_set, f"{what} {span.side if span.rep else ''}"), []).append(length)
            return inside
        if len(told.each) == 1:
            return length == told.each[0]
        index = (place.set if by_set else place.rep) - 1
        return index < len(told.each) and length == told.each[index]

    def _climbs(self) -> None:
        """Check that what is told from its first to its last begins, climbs and ends there."""
        for (_, what), lengths in self.lengths.items():
            told = [told for told in _all_told(self.dose, what.split()[0]) if told.climbs]
            steps = [after - before for before, after in pairwise(lengths)]
            if not told or (lengths[0], lengths[-1]) != told[0].each or (min(steps) < 0 < max(steps)):
                raise Lie(f"{lengths} are heard, and told is {told}")

    def _squeezes(self) -> None:
        """Check that squeezes are counted truly."""
        heard = _squeezes_heard(self.spans)
        dose, sides = self.dose, max(1, len(self.dose.sides))
        if dose.noun == "knib":
            reps = sum(dose.reps) if len(dose.reps) > 1 else dose.sets * dose.reps[0]
            told = dose.parts if dose.in_order or dose.whole else reps * dose.parts * sides
            if told != heard:
                raise Lie(f"{told} squeezes are told, and {heard} heard")
        elif heard:
            raise Lie(f"{heard} squeezes are heard, and none told")

    def _lasting(self) -> None:
        if self.dose.lasting is not None and not self.dose.whole:
            side = self.dose.sides[0] if self.dose.sides else ""
            heard = sum(
                span.end - span.start for span in self.spans if span.rep and span.set == 1 and span.side == side
            )
            if self.dose.lasting - heard not in _last_rests(self.dose):
                raise Lie(f"{heard} ms are heard, and told are {self.dose.lasting} ms")


def check(dose: ToldDose, rounds: Sequence[tuple[ToldDose, Sequence[Span]]]) -> None:
    """Hold a dose against each of its rounds, in which its pause after it may be another.

    Raises:
        Lie: it is not what is heard in one of them, or something of it is heard in none.
    """
    heard: set[int] = set()
    for of_round, spans in rounds:
        Checker(of_round, spans, heard).check()
    never = [part for part in _unrolled(dose.phases) if id(part) not in heard]
    if never:
        raise Lie(f"told and never heard: {never}")


def _unrolled(parts: Sequence[ToldPhase | ToldGroup]) -> Iterator[ToldPhase]:
    for part in parts:
        if isinstance(part, ToldPhase):
            yield part
        else:
            for _ in range(part.times):
                yield from _unrolled(part.parts)


def _last_rests(dose: ToldDose) -> list[int]:
    """Give how much of a repetition its last rests may be, that give way to a pause."""
    rests = [0]
    for part in reversed([*_unrolled(dose.phases)]):
        if not _may_rest(part.words):
            break
        rests.append(rests[-1] + max(part.told.each))
    return rests


def _all_told(dose: ToldDose, what: str) -> list[Told]:
    pauses = {"sides": dose.between_sides, "sets": dose.between_sets, "after": dose.after}
    if what in pauses:
        pause = pauses[what]
        return [pause] if pause else []
    return [[*_unrolled(dose.phases)][int(what)].told]


def _is(part: ToldPhase, span: Span) -> bool:
    """Return whether a phase is told by a short word for its kind, or by its own."""
    low, label = part.words.lower(), re.sub(rf"{LENGTH}|{EFFORT}", "", span.label.lower()).strip(" .!")
    if low == "hold" and span.kind is Kind.WORK:
        return bool(HELD.search(label))
    if low in {"slip", "hvil"} and span.kind is Kind.REST:
        return bool(LET_GO.search(label))
    if span.kind in KINDS.get(low, set()):
        return True
    own = {*re.findall(r"\w+", f"{span.label} {span.side}".lower()), "højre", "venstre"}
    words = re.findall(r"\w+", low)
    return bool(words) and own.issuperset(words)


def _may_rest(words: str) -> bool:
    """Return whether words can be those of a rest: own words can."""
    return words not in KINDS or Kind.REST in KINDS[words]


def _asks(words: str, noun: str) -> bool:
    low = words.lower()
    return (noun == "knib" and (low == "hold" or "knib" in low)) or (noun == "åndedrag" and low == "ånd ind")


def _squeezes_heard(spans: Sequence[Span]) -> int:
    """Count the rows of efforts in which a squeeze is asked for, and each again where the very same is said again.

    Where only the exercise's name speaks of squeezes, those without words are.
    """
    inside = [span for span in spans if span.rep]
    named = any(SQUEEZE.search(span.label.lower()) for span in inside)
    about = any(SQUEEZE.search(span.exercise.lower()) for span in inside)
    count = 0
    for _, together in groupby(inside, lambda span: (span.set, span.rep, span.side, span.kind in EFFORTS)):
        labels = [_bare(span.label) for span in together if span.kind in EFFORTS]
        asked = [label for label in labels if SQUEEZE.search(label)]
        if about and not named:
            asked = [label for label in labels if not re.sub(EFFORT, "", label)]
        count += max((asked.count(label) for label in asked), default=0)
    return count


def _bare(label: str) -> str:
    """Give a label without its numbers and lengths."""
    return re.sub(r"\W*\d+ af \d+|[\d\W]+", " ", re.sub(LENGTH, "", label.lower())).strip()
