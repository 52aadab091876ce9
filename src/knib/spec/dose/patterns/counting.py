"""How many: numbers beside the words for what is counted."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from knib.spec.dose.amounts import Often, Pair, as_range, exactly
from knib.spec.dose.draft import Reading
from knib.spec.dose.patterns.names import Named, Terms, agrees, counted, filled, fold_np, name_in, values, with_name
from knib.spec.dose.patterns.scopes import fold_sets
from knib.spec.dose.worded import Sort
from knib.spec.how_often import Range


def fold_count(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`10 knib`, `10 x`, `antal: 10`, `10 maksimale knib`."""
    efforts = ", ".join(values(terms, "E"))
    yield from counted(
        reading, name_in(terms), {"reps": values(terms, "n")[0]} | ({"effort": efforts} if efforts else {})
    )


def fold_sessions_a_day(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 gange 10 knib om dagen`: so many times a day, and so many of them each time."""
    times, reps = values(terms, "n")[:2]
    (part,) = values(terms, "F")[0]
    once = part.field == "times_a_day" and part.value == Range(1, 1)
    if not once or not times.whole or any(known.field == "times_a_day" for known in reading.often):
        return
    for opened in counted(reading, name_in(terms), {"reps": reps}):
        yield replace(opened, often=(*opened.often, Often("times_a_day", as_range(times))))


REGIONS: Final = frozenset("bækkenbund bækkenbunden bb bbm pfm pelvicfloor".split())  # noqa: SIM905
"""Words for the part of the body, which are no counted noun: `3 x 12 pelvic floor` is still open."""


def _only_region(terms: Terms) -> bool:
    nouns = [term for term in terms if term.code in "eu"]
    return bool(nouns) and all(term.text.replace(" ", "") in REGIONS for term in nouns)


SQUEEZING: Final = ("knib", "squeez", "contract", "tighten", "spænd", "stram", "klem")


def fold_verb_count(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`du kniber 8 gange`: the verb is what is counted."""
    if terms[0].text.startswith(SQUEEZING) and not reading.drafts:
        yield from counted(reading, Named(None, None, ()), {"reps": values(terms, "n")[0]})


def fold_sets_and_reps(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 x 10 knib`."""
    if _only_region(terms) and not any(term.code == "p" for term in terms):
        yield from fold_two_numbers(reading, terms)
        return
    sets, reps = values(terms, "n")[:2]
    yield from counted(reading, name_in(terms), {"sets": sets, "reps": reps})


def fold_reps_and_sets(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`10 reps x 3 sæt`."""
    reps, sets = values(terms, "n")[:2]
    yield from counted(reading, name_in(terms), {"sets": sets, "reps": reps})


MOST_SETS, FEWEST_REPS = 8, 5
"""Where so many sets of so few repetitions are written, it may be the other way round: `10 x 3`."""


def fold_two_numbers(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`10 x 5` alone: sets and repetitions, or repetitions and seconds."""
    name = name_in(terms)
    if name is None:
        return
    first, second = values(terms, "n")[:2]
    noun = name.noun or reading.current.noun
    sort = noun.sort if noun else Sort.SQUEEZE
    yield from counted(reading, name, {"sets": first, "reps": second})
    if sort is Sort.OTHER and first.low >= MOST_SETS and second.low <= FEWEST_REPS:
        yield from counted(reading, name, {"sets": second, "reps": first})
    if sort in {Sort.SQUEEZE, Sort.STRETCH, Sort.STATIC, Sort.BREATH}:
        yield from counted(reading, name, {"reps": first, "hold": second.times(1000)})


def fold_three(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`n x n x D` in every order."""
    numbers = [term for term in terms if term.code in "nDZ"]
    name = name_in(terms)
    if numbers[2].code == "D":
        yield from counted(
            reading, name, {"sets": numbers[0].value, "reps": numbers[1].value, "hold": numbers[2].value}
        )
    elif numbers[0].code == "D":
        first, second = numbers[1].value, numbers[2].value
        yield from counted(reading, name, {"hold": numbers[0].value, "reps": first, "sets": second})
    elif numbers[0].code == "Z":
        pair: Pair = numbers[0].value
        fields = {"hold": pair.hold, "rest": pair.rest, "reps": numbers[1].value, "sets": numbers[2].value}
        yield from counted(reading, name, fields)
    elif numbers[2].code == "Z":
        pair = numbers[2].value
        fields = {"sets": numbers[0].value, "reps": numbers[1].value, "hold": pair.hold, "rest": pair.rest}
        yield from counted(reading, name, fields)


def fold_three_numbers(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 x 10 x 5`, `10/5/10`: in more than one order."""
    one, two, three = values(terms, "n")[:3]
    name = name_in(terms)
    if any(term.code == "x" for term in terms):
        yield from counted(reading, name, {"sets": one, "reps": two, "hold": three.times(1000)})
        if one != two:
            yield from counted(reading, name, {"reps": one, "hold": two.times(1000), "sets": three})
        return
    yield from counted(reading, name, {"reps": one, "hold": two.times(1000), "rest": three.times(1000)})
    yield from counted(reading, name, {"hold": one.times(1000), "rest": two.times(1000), "reps": three})


def fold_reps_of_length(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`10 x 5 s`, `10 á 5 s`, `5 s x 10`, `10 x 5/10`, and sets before them."""
    numbers = values(terms, "n")
    fields: dict[str, Any] = {"reps": numbers[-1]}
    if any(term.code in "sR" for term in terms) and len(numbers) > 1:
        fields["sets"] = numbers[0]
    pair: Pair | None = next(iter(values(terms, "Z")), None)
    if pair:
        fields |= {"hold": pair.hold, "rest": pair.rest}
    else:
        fields["hold"] = values(terms, "D")[0]
    yield from counted(reading, name_in(terms), fields)


def fold_bracketed_pair(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`6 x (5 s knib + 10 s pause)`: the bracket says what one of them is."""
    lengths, pair = values(terms, "D"), values(terms, "Z")
    opening = next(at for at, term in enumerate(terms) if term.code == "(")
    outside, inside = name_in(terms[:opening]), name_in(terms[opening:])
    hold, rest = pair[0] if pair else lengths
    name = inside if outside == Named(None, None, ()) else outside
    fields: dict[str, Any] = {"reps": values(terms, "n")[0], "hold": hold, "rest": rest}
    efforts = values(terms, "E")
    if len(efforts) > 1:
        return
    for opened in counted(reading, name, fields):
        yield from opened.put("effort", efforts[0]) if efforts else (opened,)


def fold_position_count(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`5 liggende`: so many of what was said before, in a position."""
    count, position = values(terms, "n")[0], values(terms, "P")[0]
    current = reading.current
    name = Named(current.noun, current.quick, current.manner) if reading.drafts else Named(None, None, ())
    if reading.drafts and not current.counts:
        yield from counted(reading, Named(None, None, ()), {"reps": count, "position": position})
    elif current.has("position") or not reading.drafts:
        yield from counted(replace(reading, then=True), name, {"reps": count, "position": position})


def fold_gange(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`10 gange`, `x 3` by itself: repetitions where there are none, else sets or times a day."""
    count = values(terms, "n")[0]
    if any(term.code == "t" for term in terms):
        reading = replace(reading, flags=reading.flags | {"total"})
    if len(reading.drafts) > 1 and not reading.current.counts and not reading.drafts[-2].counts:
        return  # "2 min run; 1 min walk; x 8": of both
    if reading.drafts and reading.current.counts:
        if not any(often.field == "times_a_day" for often in reading.often):
            many = Often("times_a_day", as_range(count)) if count.whole and count.low >= 1 else None
            if many:
                yield replace(reading, often=(*reading.often, many), flags=reading.flags | {"guessed-often"})
        yield from fold_sets(reading, terms)
        return
    yield from counted(reading, Named(None, None, ()), {"reps": count})


def fold_sides_apart(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 x 12 hø. og 3 x 12 ve.`: as many on each side."""
    half = len(terms) // 2
    half = next(at for at, term in enumerate(terms) if term.code == "S") + 1
    first, second = values(terms[:half], "nD"), values(terms[half:], "nD")
    if first != second or {*values(terms, "S")} != {"right", "left"}:
        return
    if len(first) == 2 and terms[2].code == "D":
        for opened in counted(reading, Named(None, None, ()), {"reps": first[0], "hold": first[1]}):
            yield from opened.put("sides", ("højre", "venstre"))
        return
    if terms[0].code == "D":
        for written in reading.put("hold", first[0]) if reading.drafts else ():
            yield from written.put("sides", ("højre", "venstre"))
        return
    fields = {"sets": first[0], "reps": first[1]} if len(first) > 1 else {"reps": first[0]}
    for opened in counted(reading, Named(None, None, ()), fields):
        yield from opened.put("sides", ("højre", "venstre"))


def fold_length_of(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`30 s planke`: once, for so long."""
    name = name_in(terms)
    if name is None:
        return
    sides = values(terms, "S")
    sort = name.noun.sort if name.noun else Sort.SQUEEZE
    if sort is Sort.SQUEEZE and not sides:
        yield from _length_of_squeeze(reading, terms, name)
        return
    if name.noun is None or sort is Sort.BREATH:
        return
    current = reading.current
    fields: dict[str, Any] = {"hold": values(terms, "D")[0]}
    if sides:
        fields["sides"] = {"right": ("højre",), "left": ("venstre",)}.get(sides[0], ("højre", "venstre"))
    if reading.drafts and not current.counts and current.is_bare and agrees(current, name):
        yield from counted(reading, name, fields)
    elif not reading.drafts or current.has("hold") or current.counts:
        opened = filled(reading.open(noun=name.noun, quick=name.quick, manner=name.manner), fields)
        if opened:
            yield replace(opened, last_field="hold")


def _length_of_squeeze(reading: Reading, terms: Terms, name: Named) -> Iterator[Reading]:
    """`8 s langt knib`: how long it is held; how many is told elsewhere."""
    length = values(terms, "D")[0]
    if not reading.drafts or reading.then:
        for opened in fold_np(reading, tuple(term for term in terms if term.code != "D")):
            yield from opened.put("hold", length)
    elif agrees(reading.current, name):
        yield from reading.with_current(with_name(reading.current, name)).put("hold", length)


def fold_split(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`30 knib dagligt, fordelt på 3 gange`: so many of them each time."""
    shares = values(terms, "n")[0]
    current = reading.current
    reps = current.get("reps")
    if not reps or reps.is_range or shares.is_range or shares.low == 0:
        return
    each = reps.low / shares.low
    if each.denominator != 1 or not any(often.field == "times_a_day" for often in reading.often):
        return
    drafts = replace(
        current, values=tuple((name, exactly(each) if name == "reps" else value) for name, value in current.values)
    )
    often = tuple(known for known in reading.often if known.field != "times_a_day")
    reading = replace(reading, flags=reading.flags - {"total of a day"})
    yield replace(reading.with_current(drafts), often=(*often, Often("times_a_day", as_range(shares))))


def fold_written_out(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`5 reps, 30 s rest, 5 reps, 30 s rest, 5 reps`: sets that are written one by one."""
    row = [term for term in terms if term.code in "nD"]
    works, rests = row[::2], row[1::2]
    between = terms[terms.index(works[0]) + 1 : terms.index(works[1])]
    has_rest = any(term.code == "r" for term in between)
    alike = len({(term.code, term.value) for term in works}) == 1 and len({term.value for term in rests}) == 1
    nouns = [term for term in terms if term.code in "eql"]
    names = {(term.code, str(term.value)) for term in nouns}
    if (
        not alike
        or len(works) < 2
        or any(term.code != "D" for term in rests)
        or (works[0].code == "D" and not has_rest)
    ):
        return
    if len(names) > 1 or not (has_rest or len(works) > 2):
        return
    first = terms[: terms.index(rests[0])]
    name = name_in(tuple(term for term in first if term.code in "eqlj" and term.value != "lette"))
    count = exactly(len(works))
    if works[0].code == "n":
        for opened in counted(reading, name, {"sets": count, "reps": works[0].value}):
            yield from opened.put("set_rest", rests[0].value)
    else:
        yield from counted(reading, name, {"reps": count, "hold": works[0].value, "rest": rests[0].value})
