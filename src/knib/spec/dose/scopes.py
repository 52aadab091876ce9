"""To which exercises sets, rounds and lengths belong: each way in which they can be meant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from knib.spec.dose import worded
from knib.spec.dose.amounts import Amount
from knib.spec.dose.draft import Draft, Group, Loose, Reading
from knib.spec.dose.worded import Rounds, Sort
from knib.units import SECOND, Ms

LONG_PAUSE: Final = Ms(20 * SECOND)
"""A pause this long is often meant between the sets."""


class Contradiction(Exception):  # noqa: N818 -- no error of anybody: this reading cannot be
    """A reading that cannot be meant."""


Scope = tuple[tuple[Draft, ...], tuple[Rounds, ...], bool]


def scopes(reading: Reading) -> Iterator[Scope]:
    """Yield the exercises with their sets, and the rounds: each way in which loose sets can be meant."""
    drafts = reading.drafts
    groups = [_closed(group, len(drafts)) for group in reading.groups]
    if len(groups) + len(reading.loose) > 1 and len(drafts) > 1:
        choices = _each_choice(reading)
    else:
        choices = _each_choice(reading)
    for chosen, rounds in choices:
        grouped, circles = chosen, list(rounds)
        failed = False
        for group in groups:
            count = group.count
            if count is None or group.last < group.first:
                failed = True
                break
            if group.first == group.last:
                changed = grouped[group.first].put("sets", count)
                if changed is None:
                    failed = True
                    break
                grouped = (*grouped[: group.first], changed, *grouped[group.first + 1 :])
            else:
                circles.append((count, group.first, group.last))
        if failed or len(circles) > 1:
            continue
        yield from _with_set_rest(reading, grouped, circles)


def _closed(group: Group, count: int) -> Group:
    return replace(group, last=count - 1) if group.last < 0 else group


Circle = tuple[Amount, int, int]


def _each_choice(reading: Reading) -> Iterator[tuple[tuple[Draft, ...], tuple[Circle, ...]]]:
    drafts = reading.drafts
    last = len(drafts) - 1
    options = [_places(loose, reading) for loose in reading.loose]
    flagged = [flag for flag in reading.flags if flag.startswith(("sets-of:", "rounds-of:"))]
    own: list[list[tuple[str, int]]] = []
    for flag in sorted(flagged):
        kind, at = flag.split(":")
        own.append(_own_places(kind, int(at), reading))
    for choice in _product(options):
        for owned in _product(own):
            changed: tuple[Draft, ...] | None = drafts
            circles: list[Circle] = []
            for first, end, count in choice:
                if first == end:
                    draft = changed[first].put("sets", count) if changed else None
                    changed = (*changed[:first], draft, *changed[first + 1 :]) if changed and draft else None
                else:
                    circles.append((count, first, end))
            for kind, at in owned:
                if kind == "all" and changed:
                    count = changed[at].get("sets")
                    freed = replace(changed[at], values=tuple(pair for pair in changed[at].values if pair[0] != "sets"))
                    changed = (*changed[:at], freed, *changed[at + 1 :])
                    circles.append((count, at, last))
            if changed is not None:
                yield changed, tuple(circles)


def _product(options: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    if not options:
        yield ()
        return
    for first in options[0]:
        for rest in _product(options[1:]):
            yield (first, *rest)


def _places(loose: Loose, reading: Reading) -> list[tuple[int, int, Amount]]:
    """Return where loose sets may belong: one exercise, or all."""
    drafts = reading.drafts
    last = len(drafts) - 1
    if last == 0:
        return [(0, 0, loose.count)]
    everything = (0, last, loose.count)
    if loose.rounds and 1 < loose.after <= last:
        return [everything, (0, loose.after - 1, loose.count)]  # "A, B, 2 runder, derefter C"
    if loose.rounds:
        return [everything]
    nearest = min(max(loose.after - 1, 0), last)
    beside = [at for at, draft in enumerate(drafts) if draft.sentence == loose.sentence]
    others_have = all(draft.has("sets") for at, draft in enumerate(drafts) if at != nearest)
    if not others_have and drafts[nearest].has("sets"):
        return []
    one_each = len(reading.loose) == len(drafts) == len({other.after for other in reading.loose})
    if others_have or (beside == [nearest] and nearest != last) or one_each:
        return [(nearest, nearest, loose.count)]
    return [(nearest, nearest, loose.count), everything]


def _own_places(kind: str, at: int, reading: Reading) -> list[tuple[str, int]]:
    """Return whether sets before one exercise are its own, or those of all that follow in its sentence."""
    drafts = reading.drafts
    following = [draft for draft in drafts[at + 1 :] if not draft.has("sets")]
    if not following or at > 0:
        return [("own", at)]
    together = all(draft.sentence == drafts[at].sentence for draft in drafts[at + 1 :])
    if kind == "rounds-of":
        return [("all", at)]
    return [("own", at), ("all", at)] if together else [("own", at)]


def _with_set_rest(reading: Reading, drafts: tuple[Draft, ...], circles: Sequence[Circle]) -> Iterator[Scope]:
    rest = reading.set_rest
    between = rest
    if rest is not None and not circles:
        many = [at for at, draft in enumerate(drafts) if draft.has("sets") and not draft.has("set_rest")]
        if not many:
            return
        changed = list(drafts)
        for at in many:
            changed[at] = changed[at].put("set_rest", rest) or changed[at]
        drafts, between = tuple(changed), None
    rounds = tuple(
        Rounds(_one(count), first, last, Ms(_one(between)) if between else worded.BETWEEN_ROUNDS, between is None)
        for count, first, last in circles
    )
    yield drafts, rounds, rest is not None


def _one(amount: Amount) -> int:
    if amount.low.denominator != 1 or amount.high.denominator != 1:
        raise Contradiction
    return int(amount.low)


def shared_lengths(drafts: tuple[Draft, ...]) -> Iterator[tuple[Draft, ...]]:
    """Yield the exercises as they stand; and, where a length may be meant of several of them, with it at each."""
    for field in ("hold", "rest", "position"):
        alike = [
            at
            for at, draft in enumerate(drafts)
            if field == "position" or (draft.sort is Sort.SQUEEZE and not draft.is_quick)
        ]
        has = [at for at in alike if drafts[at].has(field)]
        if len(alike) > 1 and len(has) == 1 and field != "position":
            value = drafts[has[0]].get(field)
            changed = tuple(
                draft if at in has or at not in alike else draft.put(field, value) or draft
                for at, draft in enumerate(drafts)
            )
            if field == "hold" and drafts[has[0]].has("rest"):
                rest = drafts[has[0]].get("rest")
                changed = tuple(
                    draft if at in has or at not in alike else draft.put("rest", rest) or draft
                    for at, draft in enumerate(changed)
                )
            if _differ_in_position(drafts, field):
                yield changed
                return
            yield drafts
            yield changed
            return
    yield drafts


def long_pauses(reading: Reading, drafts: tuple[Draft, ...]) -> Iterator[tuple[Draft, ...]]:
    """Yield the exercises with each long pause where it is meant: after each repetition, or after each set."""
    if not drafts:
        yield ()
        return
    for rest in long_pauses(reading, drafts[:-1]):
        draft = drafts[-1]
        pause = draft.get("rest")
        held = draft.get("hold")
        within = isinstance(held, Amount) and isinstance(pause, Amount) and pause.low <= 2 * held.low
        is_long = isinstance(pause, Amount) and pause.low >= LONG_PAUSE and f"pause:{len(drafts) - 1}" in reading.flags
        if not is_long or (within and draft.sort is Sort.OTHER) or not draft.has("sets") or draft.has("set_rest"):
            yield (*rest, draft)
            continue
        others = tuple(pair for pair in draft.values if pair[0] != "rest")
        moved = replace(draft, values=(*others, ("set_rest", pause)))
        if draft.sort is not Sort.OTHER:
            yield (*rest, draft)
        if reading.set_rest is None:
            yield (*rest, moved)


def _differ_in_position(drafts: Sequence[Draft], field: str) -> bool:
    """Return whether exercises are one and the same in several positions: a length said once is then of all of them."""
    rest = [
        (draft.noun, draft.quick, {pair for pair in draft.values if pair[0] not in {field, "position", "rest"}})
        for draft in drafts
    ]
    positions = {draft.get("position") for draft in drafts}
    return all(each == rest[0] for each in rest) and len(positions) == len(drafts)
