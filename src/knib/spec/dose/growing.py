"""A dose with ranges as a programme: from week to week it grows from their lower ends to their upper ends."""

import re
from dataclasses import dataclass, field
from typing import Final

from knib.errors import SpecError
from knib.spec.dose.as_routine import as_routine, title
from knib.spec.dose.problems import problem
from knib.spec.dose.said import how_many, said
from knib.spec.dose.worded import WordedDose
from knib.spec.how_often import DAYS, DAYS_A_WEEK

ROUTINE: Final = "dosis.yaml"
"""What the programme calls its routine, where both stand in one folder or in none."""

_VALUE: Final = re.compile(r"(\s*(?:- )?(?:for|reps|sets|lasting): )([^#]+?)(\s*#.*)?")
_NUMBER: Final = re.compile(r"\d+")
_PROGRAMME: Final = """\
programme: '{title}'
about: '{about}'
{rhythm}stages:
  - weeks: {weeks}
    sessions: {{routine: {routine}{growing}}}
"""


@dataclass(frozen=True, kw_only=True)
class Growing:
    """A routine with a parameter for each number that grows, and the programme that makes them grow."""

    routine: str
    programme: str


@dataclass
class _Parameters:
    """The parameters found so far: the values at both ends, by name."""

    ends: dict[str, tuple[str, str]] = field(default_factory=dict)

    def named(self, key: str, low: str, high: str) -> str:
        """Return the parameter that goes from one value to the other, a new one if there is none."""
        for name, ends in self.ends.items():
            if ends == (low, high) and name.startswith(key):
                return name
        taken = sum(name.startswith(key) for name in self.ends)
        name = key if not taken else f"{key}_{taken + 1}"
        self.ends[name] = low, high
        return name


def growing(low: WordedDose, high: WordedDose, text: str, weeks: int) -> Growing:
    """Write a dose that grows as a routine with parameters, and as the programme of so many weeks.

    Raises:
        SpecError: more than lengths and numbers of it differ.
    """
    parameters = _Parameters()
    first, last = (as_routine(dose, text).split("\n") for dose in (low, high))
    if len(first) != len(last):
        raise _cannot_grow(text)
    keys = _keys(first)
    lines = [
        one if one == other else _with_parameter(one, other, key, parameters, text)
        for one, other, key in zip(first, last, keys, strict=True)
    ]
    lines = [_with_numbers(line, other, parameters) for line, other in zip(lines, last, strict=True)]
    place = next(at for at, line in enumerate(lines) if line.startswith("voice:"))
    written = ", ".join(f"{name}: {low}" for name, (low, _) in parameters.ends.items())
    lines.insert(place, f"parameters: {{{written}}}")
    grows = ", ".join(f"{name}: {low} .. {high}" for name, (low, high) in parameters.ends.items())
    about = f"Fra {', '.join(map(how_many, low.exercises))} til {', '.join(map(how_many, high.exercises))}."
    programme = _PROGRAMME.format(
        title=f"{title(low)}, voksende".replace("'", "''"),
        about=about.replace(" (antaget)", "").replace("'", "''"),
        rhythm=_rhythm(low),
        weeks=_weeks(weeks),
        routine=ROUTINE,
        growing=f", set: {{{grows}}}",
    )
    return Growing(routine="\n".join(lines), programme=programme)


def unchanging(dose: WordedDose, text: str, weeks: int) -> Growing:
    """Write a dose that stays the same as a routine, and as a programme of so many weeks."""
    programme = _PROGRAMME.format(
        title=title(dose).replace("'", "''"),
        about=said(dose).replace(" (antaget)", "").replace("'", "''"),
        rhythm=_rhythm(dose),
        weeks=_weeks(weeks),
        routine=ROUTINE,
        growing="",
    )
    return Growing(routine=as_routine(dose, text), programme=programme)


def _weeks(count: int) -> str:
    return f"1-{count}" if count > 1 else "1"


def _rhythm(dose: WordedDose) -> str:
    """Write how many times a day, and the days without training, as a programme has them: those of named days."""
    how = dose.how_often
    if how is None:
        return ""
    lines = [f"times: {how.times_a_day}\n"] if how.times_a_day else []
    if how.weekdays:
        rest = [DAYS[day] for day in range(DAYS_A_WEEK) if day not in how.weekdays]
        lines.append(f"rest_days: [{', '.join(rest)}]\n")
    return "".join(lines)


def _keys(lines: list[str]) -> list[str]:
    """Return what a length in each line would be called: as the kind of phase that stands before it."""
    keys, key = [], "length"
    for line in lines:
        kind = re.match(r"\s*(?:- )?(work|hold|move|inhale|rest|exhale|reps|sets|lasting)\b", line)
        if kind:
            key = {"work": "hold", "move": "hold", "inhale": "hold", "exhale": "rest"}.get(kind[1], kind[1])
        keys.append(key)
    return keys


def _with_parameter(one: str, other: str, key: str, parameters: _Parameters, text: str) -> str:
    """Return a line with a parameter in place of the value that differs; words are left to `_with_numbers`."""
    low, high = _VALUE.fullmatch(one), _VALUE.fullmatch(other)
    if low and high and low[1] == high[1]:
        name = parameters.named(key, low[2].strip(), high[2].strip())
        return f'{low[1]}"{{{name}}}"{low[3] or ""}'
    if one.startswith("#") or _NUMBER.sub("", one) == _NUMBER.sub("", other):
        return one
    if re.match(r"\s*(?:- name|say|routine|about):", one):
        return one
    raise _cannot_grow(text)


def _with_numbers(line: str, other: str, parameters: _Parameters) -> str:
    """Return a line of words with the numbers in it that grow as placeholders."""
    if line.startswith(("#", "source:", "how_often:")) or '"{' in line:
        return line
    numbers = {
        low: name for name, (low, high) in parameters.ends.items() if low.isdigit() and high in _NUMBER.findall(other)
    }
    if line == other or line.startswith("routine:"):
        return line
    return _NUMBER.sub(lambda number: f"{{{numbers[number[0]]}}}" if number[0] in numbers else number[0], line)


def _cannot_grow(text: str) -> SpecError:
    cure = "write a programme: knib new --from PROGRAMME"
    return SpecError([problem(text, 0, 0, "dose-range", "this grows in more than lengths and numbers", cure)])
