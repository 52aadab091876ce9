"""One reading of a prescription while it is read: its exercises so far, and what was said of the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from knib.spec.dose.amounts import Amount, Often
from knib.spec.dose.worded import Noun, Sort

ONCE: Final = frozenset({Sort.STRETCH, Sort.STATIC, Sort.WALK, Sort.RUN, Sort.OTHER})
"""Sorts that may be done once, where a length is written and no number."""


@dataclass(frozen=True)
class Draft:
    """What was written of one exercise. `values` are its fields; a field is written once.

    `quick` is true of quick squeezes, false of long ones, None where nobody said. `sentence` counts the sentences.
    """

    noun: Noun | None = None
    quick: bool | None = None
    manner: tuple[str, ...] = ()
    values: tuple[tuple[str, Any], ...] = ()
    sentence: int = 0
    group: int = 0

    def get(self, name: str) -> Any:  # noqa: ANN401 -- each field has its own
        """Return what was written of a field, or None."""
        return next((value for field_name, value in self.values if field_name == name), None)

    def has(self, name: str) -> bool:
        """Return whether a field was written."""
        return any(field_name == name for field_name, _ in self.values)

    def put(self, name: str, value: object) -> "Draft | None":
        """Return it with a field written; None where that was written before."""
        return None if self.has(name) else replace(self, values=(*self.values, (name, value)))

    @property
    def sort(self) -> Sort:
        """How it is done, as far as it is known."""
        return self.noun.sort if self.noun else Sort.SQUEEZE

    @property
    def is_quick(self) -> bool:
        """Whether these are quick squeezes."""
        return self.sort is Sort.SQUEEZE and self.quick is True

    @property
    def is_bare(self) -> bool:
        """Whether it is a name alone."""
        return not any(name in {"reps", "sets", "hold", "rest", "lasting", "window"} for name, _ in self.values)

    @property
    def is_number_alone(self) -> bool:
        """Whether it is a number without a name."""
        return self.noun is None and self.quick is None and {name for name, _ in self.values} == {"reps"}

    @property
    def complete(self) -> bool:
        """Whether another exercise may follow it: it has a number, or a length that it is held for once."""
        return self.counts or (self.has("hold") and self.sort in ONCE)

    @property
    def counts(self) -> bool:
        """Whether it has all that an exercise needs: a number, or a time."""
        return self.has("reps") or self.has("lasting")


@dataclass(frozen=True)
class Loose:
    """Sets or rounds that stand by themselves: how many, and after which exercise and in which sentence."""

    count: Amount
    after: int
    sentence: int
    rounds: bool
    alone: bool


@dataclass(frozen=True)
class Group:
    """Rounds over several exercises: how many, from which to which; the last is -1 while it is open."""

    count: Amount | None
    first: int
    last: int = -1
    bracket: bool = False


@dataclass(frozen=True)
class Reading:
    """One reading so far. It never changes; each pattern makes another one of it."""

    drafts: tuple[Draft, ...] = ()
    often: tuple[Often, ...] = ()
    loose: tuple[Loose, ...] = ()
    groups: tuple[Group, ...] = ()
    set_rest: Amount | None = None
    round_rest: Amount | None = None
    exercise_rest: Amount | None = None
    aimed: tuple[tuple[bool, str, Any], ...] = ()
    whole: tuple[tuple[str, Any], ...] = ()
    exercises_told: int = 0
    sentence: int = 0
    parted: bool = True
    then: bool = False
    pending: tuple[tuple[str, Any], ...] = ()
    flags: frozenset[str] = frozenset()
    marks: tuple[tuple[str, int, int], ...] = field(default=(), compare=False)
    last_field: str = ""

    @property
    def current(self) -> Draft:
        """The exercise that is read, or an empty one."""
        return self.drafts[-1] if self.drafts else Draft(sentence=self.sentence)

    def with_current(self, draft: Draft) -> "Reading":
        """Return it with another current exercise."""
        return replace(self, drafts=(*self.drafts[:-1], draft))

    def put(self, name: str, value: object) -> Iterator["Reading"]:
        """Yield it with a field of the current exercise written; nothing where it was written before."""
        draft = self.current.put(name, value)
        if draft is not None:
            yield replace(self.with_current(draft), last_field=name)

    def open(self, **about: Any) -> "Reading":  # noqa: ANN401 -- the fields of a draft
        """Return it with a new exercise."""
        return replace(self, drafts=(*self.drafts, Draft(sentence=self.sentence, **about)))
