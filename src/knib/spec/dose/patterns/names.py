"""What the words for an exercise say, and the exercise that they open or go on with."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final, NamedTuple

from knib.spec.dose.amounts import Amount
from knib.spec.dose.draft import Draft, Reading
from knib.spec.dose.scan import Term
from knib.spec.dose.worded import Noun, Sort
from knib.units import SECOND

Terms = tuple[Term, ...]


Fold = Callable[[Reading, Terms], Iterator[Reading]]


GENERIC: Final = frozenset({"interval", "station", "balance", "gentagelse", "isometrisk hold"})
"""Names that a name of what is done may follow."""


SHORTEST_NAME: Final = 5
"""Letters of a name that no table has."""


PLAIN: Final = "knib"
"""The name that every other squeeze has as well."""


ALIASES: Final = frozenset({"løft", "gentagelse"})
"""Names that stand for the one that was named before: `bird dog, 8 løft`."""


LONGEST_QUICK: Final = Fraction(3 * SECOND)


class Pattern(NamedTuple):
    """A row of letters, and what it makes of a reading. Weak ones count where no other does."""

    name: str
    regex: re.Pattern[str]
    fold: Fold
    weak: bool = False


def values(terms: Terms, codes: str) -> list[Any]:
    """Return the values of the terms of these classes."""
    return [term.value for term in terms if term.code in codes]


class Named(NamedTuple):
    """What the words for an exercise say."""

    noun: Noun | None
    quick: bool | None
    manner: tuple[str, ...]


NAMED_AS_WRITTEN: Final = "gentagelse"
"""The name in the table of movements that have none: `træk`, `tryk`, `vip` are said back as they stand."""


def named(terms: Terms) -> Named | None:
    """Return what the words for an exercise say together; None where they contradict each other."""
    nouns = [term for term in terms if term.code in "eu"]
    quick: bool | None = None
    noun: Noun | None = None
    unknown = " ".join(term.text for term in nouns if term.code == "u")
    if unknown and len(unknown) < SHORTEST_NAME - 1:
        return None
    for term in nouns:
        if term.code == "u":
            noun = Noun(unknown, unknown, "en", Sort.OTHER)
        else:
            as_written = term.value.one == NAMED_AS_WRITTEN
            noun = Noun(term.text, term.text, "et", Sort.OTHER) if as_written else term.value
            if term.name in {"quick-squeeze", "long-squeeze"}:
                quick = term.name == "quick-squeeze"
    is_squeeze = noun is None or noun.sort is Sort.SQUEEZE
    manner: list[str] = [term.value for term in terms if term.code == "j"]
    for term in terms:
        if term.code in "ql":
            if is_squeeze:
                if quick is not None and quick != (term.code == "q"):
                    return None
                quick = term.code == "q"
            else:
                manner.append("hurtige" if term.code == "q" else "langsomme")
    if is_squeeze and quick is not None and noun is not None:
        noun = None if noun.one.endswith(("hurtigt knib", "langt knib")) else noun
    return Named(noun, quick, tuple(dict.fromkeys(manner)))


def counted(reading: Reading, name: Named | None, fields: dict[str, Any]) -> Iterator[Reading]:
    """Yield the reading with a count: in the current exercise if that has none yet, else in a new one."""
    if name is None or _is_one_of_several(reading, name, fields):
        return
    current = reading.current
    if reading.drafts and not current.counts and agrees(current, name) and not (reading.then and not current.is_bare):
        filled = _filled(with_name(current, name), fields.items())
        if filled:
            yield replace(reading.with_current(filled), last_field="reps", then=False, parted=False)
        return
    if _may_open(reading, name, fields.get("hold")):
        draft = Draft(name.noun, name.quick, name.manner, sentence=reading.sentence)
        opened = _filled(draft, (*reading.pending, *fields.items()))
        if opened:
            drafts = (*reading.drafts, opened)
            yield replace(reading, drafts=drafts, pending=(), last_field="reps", then=False, parted=False)


def _filled(draft: Draft, fields: Iterable[tuple[str, Any]]) -> Draft | None:
    """Return an exercise with these fields written; None where one of them was written before."""
    written: Draft | None = draft
    for field, value in fields:
        written = written.put(field, value) if written is not None else None
    return written


def _may_open(reading: Reading, name: Named, held: Amount | None) -> bool:
    """Return whether a count may begin a new exercise."""
    if not reading.drafts:
        return True
    current = reading.current
    if "plain-bracket" in reading.flags and current.is_number_alone:
        return False  # "5 x (1 langt knib + 3 korte)": the number counts the bracket
    has_name = name != Named(None, None, ())
    if held and current.is_quick and reading.parted and held.low > LONGEST_QUICK:
        has_name = True  # "10 flicks + 5 x 8 s": these are no flicks
    if not has_name and not (reading.then and reading.parted):
        return False
    if not reading.parted and not reading.then and _is_same(current, name):
        return False  # "10 knib 8 knib"
    return current.complete or current.is_bare


def _is_same(draft: Draft, name: Named) -> bool:
    return draft.quick == name.quick and (draft.noun == name.noun or name.noun is None)


def _is_one_of_several(reading: Reading, name: Named, fields: dict[str, Any]) -> bool:
    """Return whether a bare number after several timed exercises may be meant of all: `5 min walk, 1 min run, x 8`."""
    if len(reading.drafts) < 2 or name != Named(None, None, ()) or "hold" in fields:
        return False
    return all(draft.has("hold") and not draft.counts for draft in reading.drafts[-2:])


def agrees(draft: Draft, name: Named) -> bool:
    """Return whether a name can be that of an exercise already begun."""
    if draft.quick is not None and name.quick is not None and draft.quick != name.quick:
        return False
    if draft.noun and name.noun and draft.noun != name.noun:
        if draft.noun.one in GENERIC or name.noun.one in ALIASES or PLAIN in {draft.noun.one, name.noun.one}:
            return draft.noun.sort is name.noun.sort or PLAIN not in {draft.noun.one, name.noun.one}
        return False
    return not (draft.noun and draft.noun.sort is not Sort.SQUEEZE and name.quick is not None)


def with_name(draft: Draft, name: Named) -> Draft:
    """Return an exercise with what a name says."""
    return replace(
        draft,
        noun=draft.noun if name.noun and draft.noun and name.noun.one in {*ALIASES, PLAIN} else name.noun or draft.noun,
        quick=draft.quick if name.quick is None else name.quick,
        manner=tuple(dict.fromkeys((*draft.manner, *name.manner))),
    )


def name_in(terms: Terms) -> Named | None:
    """Return what the words for an exercise among these say."""
    return named(tuple(term for term in terms if term.code in "eqlju"))


def fold_np(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """A name alone: the heading of what follows, or once more the name of what was said."""
    name = name_in(terms)
    if name is None:
        return
    current = reading.current
    if reading.drafts and not current.counts and agrees(current, name):
        yield replace(reading.with_current(with_name(current, name)), then=False)
        return
    if reading.drafts and current.counts and agrees(current, name) and not reading.then:
        same = name.noun is None or current.noun is None or current.noun == name.noun or current.noun.one in GENERIC
        if same and (name.quick is None or current.quick in {None, name.quick}) and not _ends_with_colon(terms):
            yield reading.with_current(with_name(current, name))
    if not reading.drafts or (current.complete and (reading.parted or reading.then)):
        opened = filled(reading.open(noun=name.noun, quick=name.quick, manner=name.manner), {})
        if opened:
            yield opened


def filled(opened: Reading, fields: dict[str, Any]) -> Reading | None:
    """Return a reading whose new exercise has what was kept for it, and these fields."""
    draft = _filled(opened.current, (*opened.pending, *fields.items()))
    return replace(opened.with_current(draft), pending=(), then=False) if draft else None


def _ends_with_colon(terms: Terms) -> bool:
    return terms[-1].code == ":"


def fold_moving(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`løb/gang:` as a heading."""
    nouns = [term.value for term in terms if term.code == "e"]
    if {noun.sort for noun in nouns} <= {Sort.WALK, Sort.RUN}:
        yield from fold_np(reading, tuple(term for term in terms if term.code == ":" or term.value is nouns[0]))


def fold_holds(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """`Holds:` as a heading, and nothing else."""
    if not reading.drafts and terms[0].text == "holds":
        yield reading


def fold_new_name(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """A name that no table has, at the head, such as `barnets stilling 60 sek`."""
    words = [term.text for term in terms if term.code == "u"]
    colon = terms[-1].code == ":"
    plain = len(words) == 1 and not colon and words[0].endswith(("t", "e", "s", "y"))
    if reading.drafts or plain or max(map(len, words)) < SHORTEST_NAME:
        return
    text = " ".join(words)
    yield from fold_np(reading, (terms[0]._replace(text=text), *terms[len(words) :]))


def fold_descriptor(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """Words after a small one that nobody knows, right after an exercise: `udspænding af lægmusklen`. A note."""
    harmless = all(term.name == "harmless" for term in terms if term.code == "u")
    if harmless and reading.drafts and not reading.parted and terms[0].before and len(terms) <= 3:
        yield replace(reading, marks=(*reading.marks, ("note", terms[0].start, terms[-1].end)))


def fold_heading(reading: Reading, terms: Terms) -> Iterator[Reading]:
    """An unknown word before a colon: the name of an exercise, if it may be one."""
    yield from fold_np(reading, terms)
