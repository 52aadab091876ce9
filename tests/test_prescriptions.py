"""Forty prescriptions: what was reckoned by hand is what is planned, to the millisecond.

`prescriptions/README.md` says how a schedule is written. The schedules are expanded here by a few lines of their own,
which know nothing of the code they test.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import pytest

from knib.errors import SpecError
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Timeline
from knib.spec import reader
from knib.spec.dose.as_routine import as_routine
from knib.spec.dose.reader import read
from routines import lengths, named

FOLDER = Path(__file__).parent / "prescriptions"
FILES = sorted(FOLDER.glob("*.yaml"))

Phase = tuple[int, int, str, int, int, str]
"""Start and end in ms from the exercise's first phase, kind, set, repetition (0 between them), side."""


@dataclass
class Expected:
    """One exercise as reckoned by hand."""

    phases: list[Phase] = field(default_factory=list)
    total: int = 0
    heard: list[tuple[int, str]] = field(default_factory=list)

    def add(self, number: int, rep: int, phases: str) -> None:
        for side, kind, seconds in re.findall(r"(?:(højre|venstre) )?([a-z]+) ([0-9]+(?:,[0-9])?)", unrolled(phases)):
            start = self.phases[-1][1] if self.phases else 0
            self.phases.append((start, start + ms(seconds), kind, number, rep, side))


def unrolled(phases: str) -> str:
    """Write out `3 x (work 1, hold 1)`."""
    return re.sub(r"([0-9]+) x \((.*?)\)", lambda group: ", ".join([group[2]] * int(group[1])), phases)


def ms(seconds: str) -> int:
    """`6`, `0,5` or `1:30` in ms."""
    minutes, _, rest = seconds.rpartition(":")
    whole, _, tenths = rest.partition(",")
    return 60_000 * int(minutes or 0) + 1000 * int(whole) + 100 * int(tenths or 0)


def expected(file: Path) -> tuple[str, bool, list[Expected]]:
    """Read a schedule: the sentence, whether `--dose` understands it, and each exercise."""
    record, dose, *lines = file.read_text(encoding="utf-8").splitlines()
    blocks = "\n".join(lines).split("exercise ")[1:]
    return record.removeprefix("record: "), dose == "--dose: understood", [_exercise(block) for block in blocks]


def _exercise(block: str) -> Expected:
    made = Expected()
    for first, last, body in re.findall(r"^  set (\d+)(?:-(\d+))?\n((?:    .*\n)+)", block, re.MULTILINE):
        for number in range(int(first), int(last or first) + 1):
            for begin, end, phases in re.findall(r"    (?:rep (\d+)(?:-(\d+))?|then): (.*)\n", body):
                for rep in range(int(begin or 0), int(end or begin or 0) + 1):
                    made.add(number, rep, phases)
    made.total = ms(re.findall(r"^  total (\S+)$", block, re.MULTILINE)[0])
    made.heard = [(ms(at), text) for at, text in re.findall(r"^  heard (\S+) (.+)$", block, re.MULTILINE)]
    return made


def planned(routine: bytes, name: str) -> Timeline:
    script = replace(write(reader.read(routine, name)), wakes=False)
    return place(script, lengths(script))


def exercises(timeline: Timeline) -> Iterator[tuple[int, list[Phase]]]:
    """Give each exercise's start in the session, and its phases."""
    for _, group in groupby(timeline.spans, key=lambda span: span.exercise):
        spans = list(group)
        zero = spans[0].start
        phases = [(s.start - zero, s.end - zero, str(s.kind), s.set, s.rep, s.side) for s in spans]
        yield zero, phases


def test_there_are_forty_each_with_its_schedule() -> None:
    assert len(FILES) == 40
    assert [path.stem for path in FILES] == sorted(path.stem for path in FOLDER.glob("*.schedule"))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_the_plan_is_what_was_reckoned_by_hand(file: Path) -> None:
    timeline = planned(file.read_bytes(), file.name)
    _, _, wanted = expected(file.with_suffix(".schedule"))
    got = list(exercises(timeline))
    assert [phases for _, phases in got] == [each.phases for each in wanted]
    assert [phases[-1][1] for _, phases in got] == [each.total for each in wanted]
    for (zero, _), each in zip(got, wanted, strict=True):
        spoken = {(placed.start - zero, named(placed.sound)) for placed in timeline.placed}
        assert set(each.heard) <= spoken


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_the_sentence_alone_gives_the_same_plan_or_is_refused(file: Path) -> None:
    sentence, understood, wanted = expected(file.with_suffix(".schedule"))
    if not understood:
        with pytest.raises(SpecError):
            read(sentence)
        return
    timeline = planned(as_routine(read(sentence), sentence).encode(), file.name)
    # Two exercises of one name stand apart by their chapters; their phases are compared one after the other.
    spans = [(span.end - span.start, str(span.kind), span.set, span.rep, span.side) for span in timeline.spans]
    assert spans == [(end - start, *rest) for each in wanted for start, end, *rest in each.phases]
