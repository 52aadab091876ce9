"""How long: what is held, and what is rested."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from knib.spec.dose.amounts import Amount, Pair, exactly
from knib.spec.dose.draft import ONCE, Draft, Reading
from knib.spec.dose.patterns.counting import fold_length_of
from knib.spec.dose.patterns.names import LONGEST_QUICK, Terms, agrees, fold_np, name_in, values
from knib.spec.dose.patterns.scopes import fold_set_rest_of
from knib.spec.dose.patterns.writing import aimed_at, length_in, pended, written_at
from knib.spec.dose.worded import LONG_HOLD, Noun, Sort

WINDOWED: Final = frozenset(
    {
        "på",
        "i",
        "in",
        "on",
        "over",
        "inden for",
        "indenfor",
        "within",
        "during",
        "for",
        "i løbet",
        "i løbet af",
        "in the course of",
        "in the space of",
    }
)
"""Words before a length that may be that of all repetitions together."""


QUICKEST, SLOWEST = Fraction(1000), Fraction(4000)


def fold_hold(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`hold 5 s`, `5 s hold`."""
    value = length_in(terms)
    if any(term.code in "ql" for term in terms):
        yield from aimed_at(reading, terms, "hold", value)
        return
    name = name_in(terms)
    if name and name.noun and reading.drafts and reading.current.noun and not agrees(reading.current, name):
        return
    if name and name.noun and not reading.drafts:
        for opened in fold_np(reading, terms):
            yield from opened.put("hold", value)
        return
    yield from written_at(reading, "hold", value)


def fold_rest(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`hvil 5 s`, `5 s pause mellem hvert`."""
    value = length_in(terms)
    word = next((term.value for term in terms if term.code == "r"), "slip")
    between = any(term.code == "m" for term in terms)
    nouns = [term.value for term in terms if term.code == "e"]
    if any(term.code in "ql" for term in terms):
        yield from aimed_at(reading, terms, "rest", value)
    elif _follows_aim(reading):
        yield replace(reading, aimed=(*reading.aimed, (reading.aimed[-1][0], "rest", value)))
    elif between and nouns and nouns[0].one == "station":
        if reading.exercise_rest is None:
            yield replace(reading, exercise_rest=value)
    elif _follows_sets(reading, word, between=between) and not any(term.code in "ep" for term in terms):
        yield from fold_set_rest_of(reading, value, rounds=bool(reading.loose and reading.loose[-1].rounds))
    elif reading.last_field == "whole" and not any(name == "rest" for name, _ in reading.whole):
        yield replace(reading, whole=(*reading.whole, ("rest", value)))
    elif word == "pause" and not reading.then and _is_longer(value, reading.current.get("rest")):
        yield from _longer_pause(reading, value)
    else:
        for written in written_at(_with_moving(reading, nouns), "rest", value):
            yield _marked_pause(written) if word == "pause" and not between else written


def _follows_aim(reading: Reading) -> bool:
    """Return whether the hold of the quick or the long ones was just told: `de lange holdes 8 s med 8 s pause`."""
    return reading.last_field == "aim" and all(aim[:2] != (reading.aimed[-1][0], "rest") for aim in reading.aimed)


def _follows_sets(reading: Reading, word: object, *, between: bool) -> bool:
    """Return whether sets or rounds were just told, and a rest can be the one between them."""
    after_rounds = bool(reading.loose) and reading.loose[-1].rounds and word == "pause"
    return reading.last_field == "sets" and (between or after_rounds)


def _is_longer(value: Amount, rest: object) -> bool:
    return isinstance(rest, Amount) and value.low > rest.low


def _with_moving(reading: Reading, nouns: list[Noun]) -> Reading:
    """Return a reading whose exercise is what is done in its rest, where that is walking or running."""
    moving = next((noun for noun in nouns if noun.sort in {Sort.WALK, Sort.RUN}), None)
    if moving and reading.drafts and reading.current.noun is None:
        return reading.with_current(replace(reading.current, noun=moving))
    return reading


def _marked_pause(reading: Reading) -> Reading:
    """Return a reading in which the rest was called a pause: it may be the one between sets."""
    return replace(reading, flags=reading.flags | {f"pause:{max(0, len(reading.drafts) - 1)}"})


def _longer_pause(reading: Reading, value: Amount) -> Iterator[Reading]:
    """A pause beside the rest that was written: between the sets, or before the next exercise."""
    if reading.current.has("sets") or reading.loose:
        yield from fold_set_rest_of(reading, value, rounds=False)
    elif reading.exercise_rest is None and reading.parted:
        yield replace(reading, exercise_rest=value)


def fold_same(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`hvil lige så længe`."""
    double = any(term.code == "=" and term.value == "2" for term in terms)
    yield from written_at(reading, "rest", "double" if double else "same")


def fold_none(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`ingen pause`: after each, between sets, rounds, exercises or sides."""
    zero = exactly(0)
    if any(term.code == "s" for term in terms):
        yield from fold_set_rest_of(reading, zero, rounds=False)
    elif any(term.code == "R" for term in terms):
        yield from fold_set_rest_of(reading, zero, rounds=True)
    elif any(term.code == "X" for term in terms):
        if reading.exercise_rest is None:
            yield replace(reading, exercise_rest=zero)
    elif any(term.code == "S" for term in terms):
        yield from written_at(reading, "side_rest", zero)
    else:
        yield from written_at(reading, "rest", zero)


def fold_pair(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`5/10`: hold and rest."""
    pair: Pair = values(terms, "Z")[0]
    for held in written_at(reading, "hold", pair.hold):
        yield from written_at(held, "rest", pair.rest)


def fold_fast_and_slow(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`1 min løb, 2 min gang`, `1 min. hurtig/2 min. rolig`: the fast one counts, the slow one is its rest."""
    first, second = (at for at, term in enumerate(terms) if term.code == "D")
    fast, slow = terms[first + 1 : second], terms[second + 1 :]
    is_fast = any(term.code == "q" or (term.code == "e" and term.value.sort is Sort.RUN) for term in fast)
    is_slow = any(term.code in "jlr" or (term.code == "e" and term.value.sort is Sort.WALK) for term in slow)
    nouns = [term.value for term in fast if term.code == "e"]
    current = reading.current.noun
    moving = {Sort.WALK, Sort.RUN}
    sorts = {
        noun.sort
        for noun in (*nouns, *(term.value for term in slow if term.code == "e"), *([current] if current else ()))
    }
    if not is_fast or not is_slow or not sorts or not sorts <= moving:
        return
    if reading.drafts and not reading.current.counts:
        opened = reading
        if nouns:
            opened = reading.with_current(replace(reading.current, noun=nouns[0]))
    elif not reading.drafts or reading.parted:
        opened = reading.open(noun=nouns[0] if nouns else current)
    else:
        opened = reading
    for held in opened.put("hold", terms[first].value):
        yield from held.put("rest", terms[second].value)


def fold_moving_rest(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`90 sek. gang imellem`: the rest of a runner."""
    noun = next(term.value for term in terms if term.code == "e")
    if noun.sort in {Sort.WALK, Sort.RUN}:
        yield from written_at(reading, "rest", values(terms, "D")[0])


def fold_all_lengths(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`alle på 8 sek.`: the hold of each exercise."""
    if any(name == "hold" for name, _ in reading.whole) or len(reading.drafts) < 2:
        return
    pair: Pair | None = next(iter(values(terms, "Z")), None)
    lengths = (("hold", pair.hold), ("rest", pair.rest)) if pair else (("hold", values(terms, "D")[0]),)
    yield replace(reading, whole=(*reading.whole, *lengths), last_field="whole")


def fold_two_named_lengths(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`6 sek. knib/10 sek. pause`."""
    second = max(at for at, term in enumerate(terms) if term.code == "D")
    first = tuple(term for term in terms[:second] if term.code not in ",/&r:")
    for held in fold_length_of(reading, first):
        yield from held.put("rest", terms[second].value)


def fold_two_lengths(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`5 s hold 10 s hvil`, `hold 5 hvil 10`: the first is held, the second rested."""
    lengths = [term.value if term.code == "D" else term.value.times(1000) for term in terms if term.code in "Dn"]
    for held in written_at(reading, "hold", lengths[0]):
        for rested in written_at(held, "rest", lengths[1]):
            word = next(term.value for term in terms if term.code == "r")
            yield (
                replace(rested, flags=rested.flags | {f"pause:{max(0, len(rested.drafts) - 1)}"})
                if word == "pause"
                else rested
            )


def fold_side_rest(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`10 s mellem siderne`."""
    yield from written_at(reading, "side_rest", length_in(terms))


def fold_length(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """A length without a label: the hold, or the time that all of them take, or how long something is done."""
    value = values(terms, "D")[0]
    each = any(term.code == "v" for term in terms)
    before = next(term.before for term in terms if term.code == "D")
    current = reading.current
    if not reading.drafts:
        yield from pended(reading, "hold", value)
        return
    if not each and before in WINDOWED and _may_be_window(current, value):
        yield from reading.put("window", value)
    breathes = current.sort is Sort.BREATH and (current.has("hold") or not current.has("reps"))
    many_quick = current.is_quick and value.low > LONGEST_QUICK and not current.has("reps")
    yield from reading.put("lasting" if breathes or many_quick else "hold", value)


def _may_be_window(draft: Draft, value: Amount) -> bool:
    """Return whether a length may be that of all repetitions together: so many would fit in it."""
    reps = draft.get("reps")
    if reps is None or draft.has("hold") or draft.has("rest") or value.is_range or reps.is_range:
        return False
    if draft.sort in ONCE and reps.low > 1 and value.low >= LONG_HOLD:
        return True  # "10 stræk i 5 min": each of them, or all?
    fits = QUICKEST <= value.low / reps.low <= SLOWEST
    return fits and draft.sort is Sort.SQUEEZE and draft.quick is not False


def fold_breath(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`4 ind, 6 ud`, `ind 4 s, ud 6 s`."""
    lengths = [term.value if term.code == "D" else term.value.times(1000) for term in terms if term.code in "Dn"]
    if values(terms, "Z"):
        lengths = list(values(terms, "Z")[0])
    if not reading.drafts:
        from_noun = Noun("vejrtrækning", "vejrtrækninger", "en", Sort.BREATH)
        reading = reading.open(noun=from_noun)
    if reading.current.noun is None:
        reading = reading.with_current(
            replace(reading.current, noun=Noun("vejrtrækning", "vejrtrækninger", "en", Sort.BREATH))
        )
    if reading.current.sort is not Sort.BREATH:
        return
    for held in reading.put("hold", lengths[0]):
        yield from held.put("rest", lengths[1])


def fold_pause_before_next(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`derefter 30 s ro, derefter 12 hurtige`: the rest between the two exercises."""
    length = values(terms, "D")[0]
    if reading.exercise_rest is None:
        yield replace(reading, exercise_rest=length, then=False)
    if reading.drafts and not reading.current.has("rest"):
        yield from fold_rest(reading, terms)
