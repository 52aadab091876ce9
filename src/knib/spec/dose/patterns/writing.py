"""Writing a field of an exercise: of the current one, the one that is meant, or the one to come."""

from collections.abc import Iterator
from dataclasses import replace

from knib.spec.dose.amounts import Amount
from knib.spec.dose.draft import Reading
from knib.spec.dose.patterns.names import Terms, name_in, values


def length_in(terms: Terms) -> Amount:
    """Return the length among the terms; a bare number is of seconds."""
    length: Amount = values(terms, "Dn")[0] if values(terms, "D") == [] else values(terms, "D")[0]
    return length if values(terms, "D") else length.times(1000)


def aimed_at(reading: Reading, terms: Terms, field: str, value: object) -> Iterator[Reading]:
    """Write a field of the quick or the long exercise, wherever that stands."""
    name = name_in(terms)
    if name is None or name.quick is None:
        yield from reading.put(field, value) if reading.drafts else pended(reading, field, value)
        return
    if any(aim[0] == name.quick and aim[1] == field for aim in reading.aimed):
        return
    yield replace(reading, aimed=(*reading.aimed, (name.quick, field, value)), last_field="aim")


def pended(reading: Reading, field: str, value: object) -> Iterator[Reading]:
    """Keep a field for the exercise that is to come."""
    if all(name != field for name, _ in reading.pending):
        yield replace(reading, pending=(*reading.pending, (field, value)), last_field=field)


def written_at(reading: Reading, field: str, value: object) -> Iterator[Reading]:
    """Yield the reading with a field of the current exercise, or of the one to come."""
    if not reading.drafts or (reading.then and field != "rest"):
        yield from pended(reading, field, value)
        return
    yield from (replace(written, then=False) for written in reading.put(field, value))
