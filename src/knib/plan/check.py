"""Does every cue fit its room? What does not is told with the cue, its length, its room and the cure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knib.errors import Origin, Problem
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role
from knib.units import Ms, seconds


@dataclass(frozen=True, slots=True)
class Room:
    """A placed sound and the moment its own room ends: a border, or the end of its own time."""

    placed: Placed
    limit: Ms


def collisions(rooms: Sequence[Room], lead: Ms) -> list[Problem]:
    """Find every sound that runs past its room or into the next one.

    Args:
        rooms: The sounds in order of start.
        lead: The moment before which nothing may sound.

    Returns:
        One problem for each written line, at its narrowest place.
    """
    narrowest: dict[tuple[Origin, Sounding, str], tuple[Ms, Problem]] = {}
    for problem, sound, room in [*_early(rooms, lead), *_long(rooms)]:
        key = (problem.origin, sound, problem.code)
        if key not in narrowest or room < narrowest[key][0]:
            narrowest[key] = (room, problem)
    return [problem for _, problem in narrowest.values()]


def _early(rooms: Sequence[Room], lead: Ms) -> Iterator[tuple[Problem, Sounding, Ms]]:
    for room in rooms:
        placed = room.placed
        if placed.start < lead:
            message = f"{_name(placed)} would sound {seconds(Ms(lead - placed.start))} before the session begins"
            cure = "move it closer to its phase, or say something before the first phase"
            yield _problem(placed, "too-early", message, cure), placed.sound, placed.start


def _long(rooms: Sequence[Room]) -> Iterator[tuple[Problem, Sounding, Ms]]:
    for one, other in pairwise([*rooms, None]):
        if one is None:
            continue
        placed, follows = one.placed, other.placed if other else None
        end = min(one.limit, follows.start) if follows else one.limit
        if placed.end <= end:
            continue
        blocked = follows is not None and follows.start < one.limit
        into = f" before {_name(follows)}" if follows is not None and blocked else " before its phase ends"
        room, length = Ms(end - placed.start), Ms(placed.end - placed.start)
        message = f"{_name(placed)} takes {seconds(length)} and has {seconds(room)}{into}"
        yield _problem(placed, "does-not-fit", message, _cure(placed, length, room)), placed.sound, room


def _name(placed: Placed) -> str:
    if isinstance(placed.sound, Cue):
        return f"'{placed.sound.text}'"
    return f"the {placed.sound} tone"


def _cure(placed: Placed, length: Ms, room: Ms) -> str:
    more = seconds(Ms(length - room))
    if placed.role is Role.TONE:
        return f"give it {more} more, or leave out the tone"
    if placed.role is Role.COUNT:
        return "count less often, as in 'up every 2 s', or move the cue it meets"
    if isinstance(placed.sound, Cue) and placed.sound.haste > 100:
        return f"even at its fastest it is too long: shorten it, or give it {more} more"
    faster = "add 'fit_voice: faster', " if length * 100 <= room * 115 else ""
    return f"shorten it, {faster}or give it {more} more"


def _problem(placed: Placed, code: str, message: str, cure: str) -> Problem:
    return Problem(origin=placed.origin, code=code, message=message, suggestion=cure)
