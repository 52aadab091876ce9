"""Prescriptions with their truth, written before they were read: tables, and what is compared with what was understood.

`spec/dose/prescribed/README.md` says how a table is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knib.errors import SpecError
from knib.spec.dose.reader import read
from knib.spec.dose.worded import Sort, WordedDose, WordedExercise
from knib.spec.how_often import HowOften, Range

FOLDER = Path(__file__).parent / "spec" / "dose" / "prescribed"
TABLES = sorted(FOLDER.glob("[0-9]*.tsv"))

WORDS = {1: "en", 2: "to", 3: "tre", 4: "fire", 5: "fem", 6: "seks", 7: "syv", 8: "otte", 9: "ni", 10: "ti", 12: "tolv"}
ORDINALS = {2: "anden", 3: "tredje", 4: "fjerde", 5: "femte"}
SHORT = 3.0
"""Seconds of a hold up to which a squeeze may be called a quick one or a long one."""

Count = tuple[int, float, float, WordedExercise]
"""How many works in the whole session, hold and rest in seconds, and of which exercise."""


@dataclass(frozen=True)
class Row:
    """A prescription and its truth, as the table's header has them."""

    phrase: str
    verdict: str
    long: str
    hold: str
    rest: str
    quick: str
    times: str
    note: str


def rows(table: Path) -> Iterator[Row]:
    """Read a table."""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("# ", "phrase\t")):
            phrase, *truth = line.split("\t")
            yield Row(phrase.replace("\\n", "\n"), *truth)


def outcome(row: Row) -> str:
    """Say what became of a row: right, asked, or wrong with what is wrong."""
    try:
        dose = read(row.phrase)
    except SpecError:
        return "asked"
    if row.verdict == "ASK":
        return "wrong: made, and it must be asked"
    faults = [*_works(row, dose), *_rests(row, dose), *_times(row, dose.how_often)]
    return f"wrong: {'; '.join(faults)}" if faults else "right"


def counts(dose: WordedDose) -> tuple[list[Count], list[Count]]:
    """Count the long and the quick works of a whole session."""
    long: list[Count] = []
    quick: list[Count] = []
    for place, exercise in enumerate(dose.exercises):
        rounds = next((circle.count for circle in dose.rounds if circle.first <= place <= circle.last), 1)
        reps = exercise.reps or exercise.lasting // (exercise.hold + exercise.rest)
        works = reps * exercise.sets * max(1, len(exercise.sides)) * rounds
        kind = quick if exercise.sort is Sort.QUICK else long
        kind.append((works, exercise.hold / 1000, exercise.rest / 1000, exercise))
    return long, quick


def _fits(value: float, truth: str) -> bool:
    if truth in {"*", "-", ""}:
        return True
    low, _, high = truth.replace(",", ".").partition("-")
    return float(low) - 0.01 <= value <= float(high or low) + 0.01


def _works(row: Row, dose: WordedDose) -> Iterator[str]:
    long, quick = counts(dose)
    many, fast = (sum(each[0] for each in kind) for kind in (long, quick))
    either = sum(works for works, hold, _, each in long if hold <= SHORT and each.noun.sort is Sort.SQUEEZE)
    total = re.search(r"total=([\d-]+)", row.note)
    if "*" in {row.long, row.quick}:
        if total and not _fits(many + fast, total[1]):
            yield f"{many + fast} works, not {total[1]}"
    elif not any(_fits(many - moved, row.long) and _fits(fast + moved, row.quick) for moved in {0, either}):
        yield f"{many} long and {fast} quick works, not {row.long} and {row.quick}"
    if "x" in row.hold:
        wanted: dict[float, int] = {}
        for works, hold in re.findall(r"(\d+)x([\d.,]+)", row.hold):
            wanted[float(hold)] = wanted.get(float(hold), 0) + int(works)
        held: dict[float, int] = {}
        for works, length, _, _ in long:
            held[length] = held.get(length, 0) + works
        if held != wanted:
            yield f"holds {held}, not {wanted}"
        return
    yield from (f"hold {hold:g}, not {row.hold}" for _, hold, _, _ in long or quick if not _fits(hold, row.hold))


def _rests(row: Row, dose: WordedDose) -> Iterator[str]:
    long, quick = counts(dose)
    several = [each for each in long if each[3].reps != 1] or ([] if long else [each for each in quick if each[0] > 1])
    truths = re.findall(r"x([\d.,]+)", row.rest) or [row.rest]
    for _, _, rest, _ in several:
        if not any(_fits(rest, truth) for truth in truths):
            yield f"rest {rest:g}, not {row.rest}"
    for name in ("setrest", "roundrest"):
        truth = re.search(rf"{name}=([\d-]+)", row.note)
        between = [each.between_sets / 1000 for _, _, _, each in (*long, *quick) if each.sets > 1]
        between += [circle.rest / 1000 for circle in dose.rounds]
        if truth and between and not any(_fits(length, truth[1]) for length in between):
            yield f"{name} {between}, not {truth[1]}"


def _times(row: Row, how: HowOften | None) -> Iterator[str]:
    understood, truth = _in_parts(_said(how)), _in_parts(row.times)
    once = ["en gang om dagen"]
    if understood != truth and not ({tuple(understood), tuple(truth)} <= {(), tuple(once)}):
        yield f"times {understood}, not {truth}"


def _said(how: HowOften | None) -> str:
    if how is None:
        return ""
    parts = []
    if how.times_a_day:
        parts.append(f"{_range(how.times_a_day)} {'gang' if how.times_a_day.high == 1 else 'gange'} om dagen")
    if how.every_hours:
        parts.append("hver time" if how.every_hours == 1 else f"hver {ORDINALS[how.every_hours]} time")
    if how.days_a_week:
        parts.append(f"{_range(how.days_a_week)} {'gang' if how.days_a_week.high == 1 else 'gange'} om ugen")
    if how.every_days and how.every_days > 1:
        parts.append(f"hver {ORDINALS[how.every_days]} dag")
    if how.weekdays:
        parts.append(f"{WORDS[len(how.weekdays)]} gange om ugen")
    return ", ".join(parts)


def _range(span: Range) -> str:
    low, high = (WORDS.get(number, str(number)) for number in span)
    return low if low == high else f"{low}-{high}"


def _in_parts(times: str) -> list[str]:
    plain = times.strip().lower().replace("én ", "en ").replace("–", "-").replace("dagligt", "om dagen")
    plain = re.sub(r"\bdage? om ugen", lambda days: "gange om ugen" if days[0][3] == "e" else "gang om ugen", plain)
    plain = plain.replace("hver dag", "en gang om dagen")
    parts = re.split(r",| og ", plain)
    return sorted(part.strip() for part in parts if part.strip() not in {"", "-"} and "uger" not in part)
