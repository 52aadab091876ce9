"""A programme fitted to one patient: other values of its sessions' parameters, and fewer or more weeks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from knib.errors import Origin, Problem
from knib.spec.how_often_about import NUMBERS, without_counts
from knib.spec.ladder import AS_IN, Ladder, is_ladder, read_ladder
from knib.spec.parameter import Parameter
from knib.spec.parameters import setting
from knib.spec.programme import MAX_WEEKS, Adjustments
from knib.spec.programme_sessions import Casebook, Staged
from knib.spec.programme_stage import Stage, check_ladder
from knib.spec.tree import shown

_NAME: Final = re.compile(r"(?:([0-9]{1,2})\.)?([a-z][a-z0-9_]*)")


def changed(stages: Sequence[Stage], changes: Adjustments, desk: Casebook) -> tuple[Stage, ...]:
    """Return the stages as changed, and tell every change that cannot be."""
    fitted = tuple(stages)
    if changes.weeks is not None:
        fitted = _stretched(fitted, changes.weeks, desk)
    general = sorted(changes.settings.items(), key=lambda item: "." in item[0])  # a stage's own value goes last
    for name, value in general:
        fitted = _set(fitted, name, value, desk)
    return fitted


def retold(text: str, before: int, after: int) -> str:
    """Return a text that names a programme's number of weeks with the new number in place of the old."""
    names = [str(before), *(word for word, number in NUMBERS.items() if number == before and before > 1)]
    return re.sub(
        rf"\b(?:{'|'.join(names)}) uger\b", f"{after} uge{'' if after == 1 else 'r'}", text, flags=re.IGNORECASE
    )


def changed_texts(texts: Mapping[str, str], before: int, changes: Adjustments) -> dict[str, str]:
    """Return the title and the description of a programme of `before` weeks so that they are still true."""
    told = {name: texts[name] for name in ("programme", "about") if name in texts}
    if changes.settings and "about" in told:
        told["about"] = without_counts(told["about"])
    if changes.weeks is not None:
        told = {name: retold(text, before, changes.weeks) for name, text in told.items()}
    return told


def _stretched(stages: tuple[Stage, ...], weeks: int, desk: Casebook) -> tuple[Stage, ...]:
    least = [2 if stage.ladders else 1 for stage in stages]
    if not sum(least) <= weeks <= MAX_WEEKS:
        hint = f"choose {sum(least)} to {MAX_WEEKS}"
        _tell("--weeks", "bad-weeks", f"this programme cannot have {weeks} weeks", hint, desk)
        return stages
    lengths = _shares([stage.length for stage in stages], least, weeks)
    firsts = [1 + sum(lengths[:place]) for place in range(len(lengths))]
    return tuple(stage.lasting(first, length) for stage, first, length in zip(stages, firsts, lengths, strict=True))


def _shares(lengths: Sequence[int], least: Sequence[int], weeks: int) -> list[int]:
    """Share weeks in the proportion of `lengths`, none below its least; whole numbers that add up."""
    total = sum(lengths)
    shares = [max(low, length * weeks // total) for length, low in zip(lengths, least, strict=True)]
    while sum(shares) != weeks:
        step = 1 if sum(shares) < weeks else -1
        free = [place for place, share in enumerate(shares) if step > 0 or share > least[place]]
        place = max(free, key=lambda place: step * (lengths[place] * weeks - shares[place] * total))
        shares[place] += step
    return shares


def _set(stages: tuple[Stage, ...], written: str, value: str, desk: Casebook) -> tuple[Stage, ...]:
    where = f"--set {written}"
    name = _NAME.fullmatch(written)
    if name is None or (name[1] and not 1 <= int(name[1]) <= len(stages)):
        hint = f"write hold, or 1.hold for the first of its {len(stages)} stages"
        _tell(where, "unknown-setting", f"'{shown(written)}' is no parameter of a stage", hint, desk)
        return stages
    places = [int(name[1]) - 1] if name[1] else list(range(len(stages)))
    having = [place for place in places if any(name[2] in _parameters(each, desk) for each in _sessions(stages[place]))]
    if not having:
        sessions = [staged for place in places for staged in _sessions(stages[place])]
        known = ", ".join(sorted({each for staged in sessions for each in _parameters(staged, desk)})) or "none"
        _tell(where, "unknown-setting", f"no parameter '{name[2]}'", f"known here: {known}", desk)
        return stages
    if is_ladder(value) and len(having) > 1:
        hint = f"say which stage: --set {having[0] + 1}.{name[2]}='{value}'"
        _tell(where, "bad-ladder", "a ladder climbs in one stage", hint, desk)
        return stages
    return tuple(
        _with(stage, name[2], value, where, desk) if place in having else stage for place, stage in enumerate(stages)
    )


def _with(stage: Stage, name: str, value: str, where: str, desk: Casebook) -> Stage:
    """Return every session of a stage that has a parameter another value of it."""
    origin = Origin(file=desk.file, field=where)
    before = len(desk.problems)
    new = _value(value, origin, stage.length, desk)
    ends = (new.start, new.end) if isinstance(new, Ladder) else (new,)
    for staged in _sessions(stage) if len(desk.problems) == before else ():
        if name in (parameters := _parameters(staged, desk)):
            place = replace(origin, field=f"{where} (week {stage.first}, {staged.routine})")
            all(setting(parameters, name, end, place, desk) for end in ends)
    if len(desk.problems) > before:
        return stage
    sessions = tuple(
        replace(staged, settings={**staged.settings, name: new}) if name in _parameters(staged, desk) else staged
        for staged in _sessions(stage)
    )
    return replace(stage, planned=replace(stage.planned, sessions=sessions), goal=without_counts(stage.goal))


def _value(value: str, origin: Origin, weeks: int, desk: Casebook) -> str | Ladder:
    if not is_ladder(value):
        return value.strip()
    try:
        ladder = read_ladder(value, origin)
    except ValueError as err:
        _tell(origin.field, "bad-ladder", str(err), AS_IN, desk)
        return ""
    check_ladder(ladder, weeks, desk)
    return ladder


def _sessions(stage: Stage) -> tuple[Staged, ...]:
    return stage.planned.sessions


def _parameters(staged: Staged, desk: Casebook) -> Mapping[str, Parameter]:
    return desk.seen.get(staged.routine) or {}


def _tell(where: str, code: str, message: str, suggestion: str, desk: Casebook) -> None:
    origin = Origin(file=desk.file, field=where)
    desk.problems.append(Problem(origin=origin, code=code, message=message, suggestion=suggestion))
