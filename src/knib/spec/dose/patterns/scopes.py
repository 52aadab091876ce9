"""Sets and rounds, and the rests between them."""

from collections.abc import Iterator
from dataclasses import replace

from knib.spec.dose.amounts import Amount, Often, as_range
from knib.spec.dose.draft import Group, Loose, Reading
from knib.spec.dose.patterns.about import fold_often
from knib.spec.dose.patterns.names import Terms, counted, name_in, values
from knib.spec.dose.patterns.writing import length_in


def fold_sets(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 sæt`, `sæt: 3`: by itself."""
    count = values(terms, "n")[0]
    if terms[0].before in {"i", "in"} and reading.last_field == "often":
        return  # "30 knib om dagen i 3 sæt": of all in a day, or each time
    rounds = any(term.code == "R" for term in terms)
    every = any(term.code in "AX" for term in terms)
    loose = Loose(count, len(reading.drafts), reading.sentence, rounds or every, alone=reading.parted)
    if len(reading.loose) < 3:
        yield replace(reading, loose=(*reading.loose, loose), last_field="sets")


def fold_sets_a_day(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 sæt dagligt`: three in one session, or three sessions."""
    often = terms[-1]
    for told in fold_sets(reading, terms[:-1]):
        yield from fold_often(told, (often,))
    if often.name == "often-weak" and terms[0].value.whole and not reading.often:
        yield replace(reading, often=(Often("times_a_day", as_range(terms[0].value)),), last_field="often")


def fold_sets_of(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 sæt à 10 knib`: of this exercise; of those beside it only if that is said."""
    sets, reps = values(terms, "n")[:2]
    rounds = next(term.code for term in terms if term.code in "sR") == "R"
    name = name_in(terms)
    if reading.drafts and not reading.then and any(term.code == "," for term in terms):
        return  # "10 squat, 3 sæt, 10 bro": the sets may be those of what stands before them
    for opened in counted(reading, name, {"sets": sets, "reps": reps}):
        yield replace(opened, flags=opened.flags | {f"{'rounds' if rounds else 'sets'}-of:{len(opened.drafts) - 1}"})


def fold_open_group(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 sæt:`, `2 x (`: rounds over all that follows, to the end or to the bracket."""
    bracket = terms[-1].code == "("
    if any(group.last < 0 for group in reading.groups):
        return
    numbers = values(terms, "n")
    first = len(reading.drafts)
    if first and reading.current.is_bare:
        first -= 1
    told = 0
    if len(numbers) > 1:
        told = int(numbers[1].low)
    group = Group(numbers[0], first, bracket=bracket)
    opened = replace(
        reading, groups=(*reading.groups, group), exercises_told=told or reading.exercises_told, parted=True
    )
    lengths = values(terms, "D")
    if not lengths:
        yield opened
    elif reading.set_rest is None:
        yield replace(opened, set_rest=lengths[0])


def fold_bracket(reading: Reading, _terms: Terms) -> Iterator[Reading]:
    """`(`: of a group whose number follows it, or no more than a bracket."""
    yield replace(reading, groups=(*reading.groups, Group(None, len(reading.drafts), bracket=True)), parted=True)
    yield replace(reading, parted=True, flags=reading.flags | {"plain-bracket"})


def fold_close(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`)`, `) x 3`, `) 3 sæt`."""
    count = next(iter(values(terms, "n")), None)
    if "plain-bracket" in reading.flags:
        if count is None:
            yield replace(reading, flags=reading.flags - {"plain-bracket"}, parted=True)
        return
    place = next((at for at, group in enumerate(reading.groups) if group.bracket and group.last < 0), None)
    if place is None:
        return
    group = reading.groups[place]
    if (group.count is None) == (count is None) or len(reading.drafts) <= group.first:
        return
    closed = replace(group, count=group.count or count, last=len(reading.drafts) - 1)
    yield replace(reading, groups=(*reading.groups[:place], closed, *reading.groups[place + 1 :]), parted=True)


def fold_set_rest(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`1 min mellem sæt`."""
    yield from fold_set_rest_of(reading, length_in(terms), rounds=any(term.code == "R" for term in terms))


def fold_set_rest_of(reading: Reading, value: Amount, *, rounds: bool) -> Iterator[Reading]:
    """Write the rest between sets: of the current exercise if it has sets of its own, else of the whole."""
    if not rounds and reading.drafts and reading.current.has("sets"):
        yield from reading.put("set_rest", value)
    elif reading.set_rest is None:
        yield replace(reading, set_rest=value)


def fold_exercise_rest(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`30 s mellem øvelser`."""
    if reading.exercise_rest is None:
        yield replace(reading, exercise_rest=length_in(terms))


def fold_numbered_set(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`Sæt 1: ...`, `Sæt 2: ...`: each by itself; they are one exercise where all are alike."""
    number = values(terms, "n")[0]
    if number.low == len(reading.drafts) + 1:
        yield replace(reading, then=bool(reading.drafts), flags=reading.flags | {"numbered-sets"})


def fold_set_rest_word(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`sætpause: 1 min`."""
    rounds = any(term.code == "G" and term.value == "round" for term in terms)
    yield from fold_set_rest_of(reading, length_in(terms), rounds=rounds)


def fold_all_again(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`det hele 2 gange`: rounds of all that was written, where each of that has its number."""
    if not reading.drafts or not all(draft.complete for draft in reading.drafts):
        return
    loose = Loose(values(terms, "n")[0], len(reading.drafts), reading.sentence, rounds=True, alone=True)
    if not reading.loose and not reading.groups:
        yield replace(reading, loose=(loose,), last_field="sets")


def fold_told_exercises(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`3 øvelser:` says how many there will be."""
    yield replace(reading, exercises_told=int(values(terms, "n")[0].low), parted=True)
