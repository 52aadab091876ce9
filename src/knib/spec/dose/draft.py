"""One exercise of a prescription while it is read: what was written of it, and what stands for the rest."""

from dataclasses import field
from fractions import Fraction
from typing import Any, Final

from knib.spec.dose.desk import Desk
from knib.spec.dose.facts import Fact
from knib.spec.dose.terms import Term
from knib.spec.dose.worded import Noun
from knib.values import dataclass

Terms = tuple[Term, ...]

MAY_BE_ASSUMED: Final = frozenset({"noun", "hold", "rest", "between_sets", "between_sides", "between_exercises"})

ENGLISH: Final = {
    "sets": "how many sets",
    "reps": "how many repetitions",
    "noun": "the exercise",
    "hold": "the hold",
    "rest": "the rest",
    "sides": "the side",
    "effort": "the effort",
    "position": "the position",
    "between_sets": "the rest between sets",
    "between_sides": "the time between sides",
    "between_exercises": "the rest between exercises",
}


TWO: Final = "delete one, or write 'derefter' between two exercises"
CURES: Final = {
    "rest": "write 'mellem sæt' at the one between the sets",
    "reps": "write 'sæt' where sets are meant, or 'derefter' between two exercises",
}


@dataclass()
class Draft:
    """What was written of one exercise: each field's value, and the terms that say it.

    `loose` are lengths without a label; which they are is settled when everything else is known.
    """

    noun_before: Noun | None = None
    values: dict[str, tuple[Any, Terms]] = field(default_factory=dict)
    loose: list[tuple[Fraction, Terms]] = field(default_factory=list)
    assumed: set[str] = field(default_factory=set)
    last: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written of it."""
        return not self.values and not self.loose

    @property
    def terms(self) -> Terms:
        """All that was written of it, in order."""
        said = [*(terms for _, terms in self.values.values()), *(terms for _, terms in self.loose)]
        return tuple(sorted({term.start: term for terms in said for term in terms}.values(), key=lambda it: it.start))

    def get(self, name: str) -> Any:  # noqa: ANN401 -- each field has its own type
        """Give what was written, or None."""
        return self.values.get(name, (None, ()))[0]

    def where(self, name: str) -> Terms:
        """Give the terms that say a field, or all of them."""
        return self.values[name][1] if name in self.values else self.terms

    def ends_before(self, fact: Fact) -> bool:
        """Tell whether a fact begins the next exercise: it counts anew, after something that parts."""
        if not fact.parted:
            return False
        if fact.fields.keys() & {"sets", "reps"} & self.values.keys():
            # "10 knib, 2 gange" is no second exercise: what the 2 counts must be asked.
            return "nameless" not in fact.fields
        other = "noun" in self.values and fact.fields.get("noun", self.get("noun")) != self.get("noun")
        anew = "position" in fact.fields and "position" in self.values and "reps" in self.values
        return other or anew or ("label" in fact.fields and "reps" in self.values)

    def take(self, fact: Fact, desk: Desk) -> None:
        """Take what a fact says, or tell why it cannot be."""
        for name, value in fact.fields.items():
            match name:
                case "label" | "nameless":
                    continue
                case "assumed":
                    self.take_assumed(fact.terms, desk)
                case "length":
                    self.loose.append((value, fact.terms))
                    self.last = name
                case "times" | "number":
                    self.take_number(name, value, fact.terms, desk)
                case "manner":
                    self.values[name] = tuple(dict.fromkeys([*(self.get(name) or ()), *value])), fact.terms
                case "sides" if isinstance(value, Fraction):
                    desk.tell(fact.terms, "dose-sides", "a dose in words has two sides", "write 'hver side'")
                case _:
                    self.put(name, value, fact.terms, desk)

    def put(self, name: str, value: object, terms: Terms, desk: Desk) -> None:
        """Note a value; a second one must be the same, and a number is never written twice."""
        if name in self.values and (self.get(name) != value or name in {"sets", "reps"}):
            before = desk.written(self.where(name))
            message = f"{ENGLISH.get(name, name)} is written twice; before it was '{before}'"
            desk.tell(terms, "dose-twice", message, CURES.get(name, TWO))
        self.values[name] = value, terms
        self.last = name

    def take_number(self, name: str, value: Fraction, terms: Terms, desk: Desk) -> None:
        """Take a number that counts nothing by name: the repetitions, where nothing else can be meant."""
        named = name == "times" or self.values.keys() & {"noun", "sets"}
        if named and "reps" not in self.values:
            self.put("reps", value, terms, desk)
            return
        cure = f"write '{value} knib', '{value} sæt', '{value} sek.' or '{value} gange dagligt'"
        desk.tell(terms, "dose-number", f"{value} of what?", cure)

    def take_assumed(self, terms: Terms, desk: Desk) -> None:
        """Take "(antaget)", which Knib itself writes after what nobody wrote."""
        if self.last == "length" or self.last in MAY_BE_ASSUMED:
            self.assumed.add(self.last)
        else:
            desk.tell(terms, "dose-assumed", "nothing before this can be assumed", "delete it")
