"""Does every cue fit its room? What does not is told with the cue, its length, its room and the cure."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from knib.errors import Origin, Problem
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role
from knib.units import Ms, seconds
from knib.values import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """A placed sound and the moment its own room ends: a border, or the end of its own time.

    `shorter` is what may take its place, the calmest first; `edge` is the end of its room in words.
    """

    placed: Placed
    limit: Ms
    shorter: tuple[Sounding, ...] = ()
    edge: str = "its phase ends"

    def free(self, follows: "Room | None") -> Ms:
        """How long it may take, in ms, when that room follows."""
        end = min(self.limit, follows.placed.start) if follows else self.limit
        return Ms(end - self.placed.start)


def settled(rooms: Sequence[Room], lengths: Mapping[Sounding, Ms]) -> list[Room]:
    """Let each sound that is too long give way to the calmest of its shorter forms that fits.

    Args:
        rooms: The sounds in order of start.
        lengths: How long each sound takes, in ms.
    """
    return [_settle(one, one.free(other), lengths) for one, other in pairwise([*rooms, None]) if one]


def _settle(room: Room, free: Ms, lengths: Mapping[Sounding, Ms]) -> Room:
    placed = room.placed
    if placed.end - placed.start <= free or not room.shorter:
        return room
    sound = next((way for way in room.shorter if lengths[way] <= free), room.shorter[-1])
    role = placed.role if isinstance(sound, Cue) else Role.TONE
    return replace(room, placed=replace(placed, sound=sound, role=role, end=Ms(placed.start + lengths[sound])))


def with_ticks(rooms: Sequence[Room], ticks: Sequence[Room]) -> list[Room]:
    """Add each tick that disturbs nothing: words and other tones go before ticks.

    Of the two that a border may have, the one that begins its phase is heard.
    """
    free: list[Room] = []
    for tick in sorted(ticks, key=start_of):
        index = bisect_left(rooms, tick.placed.start, key=start_of)
        before, after = rooms[max(0, index - 1) : index], rooms[index : index + 1]
        heard = any(room.placed.end > tick.placed.start for room in before)
        if not heard and not any(room.placed.start < tick.placed.end for room in after):
            if free and free[-1].placed.end > tick.placed.start:
                free.pop()
            free.append(tick)
    return sorted([*rooms, *free], key=start_of)


def start_of(room: Room) -> Ms:
    """Give the moment a sound starts."""
    return room.placed.start


def collisions(rooms: Sequence[Room]) -> list[Problem]:
    """Find every sound that runs past its room or into the next one.

    Args:
        rooms: The sounds in order of start.

    Returns:
        One problem for each written line, at its narrowest place.
    """
    narrowest: dict[tuple[Origin, Sounding], tuple[Ms, Problem]] = {}
    for one, other in pairwise([*rooms, None]):
        if one is None or one.placed.end - one.placed.start <= (free := one.free(other)):
            continue
        key = (one.placed.origin, one.placed.sound)
        if key not in narrowest or free < narrowest[key][0]:
            narrowest[key] = (free, _does_not_fit(one, other, free))
    return [problem for _, problem in narrowest.values()]


def _does_not_fit(room: Room, follows: Room | None, free: Ms) -> Problem:
    placed = room.placed
    blocked = follows is not None and follows.placed.start < room.limit
    before = _name(follows.placed) if follows is not None and blocked else room.edge
    length = Ms(placed.end - placed.start)
    message = f"{_name(placed)} takes {seconds(length)} and has {seconds(free)} before {before}"
    return Problem(origin=placed.origin, code="does-not-fit", message=message, suggestion=_cure(placed, length, free))


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
