"""Numbers in the form their noun asks for, in digits: the voice layer reads them aloud."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.errors import SpecError
from knib.plan.script import write
from knib.spec.forms import PLURALS, TIMES, in_form
from knib.spec.model import Routine
from knib.spec.placeholders import fill, named, why_wrong
from knib.units import Ms, spoken_length
from knib.voice.danish import normalise
from routines import exercise, understood


def said(routine: Routine) -> list[str]:
    return [cue.text for cue in write(routine).cues]


@pytest.mark.parametrize(
    ("value", "form", "becomes"),
    [
        ("10", "gang", "10 gange"),
        ("1", "gang", "1 gang"),
        ("3", "sæt", "3 sæt"),
        ("2", ".", "2."),
        ("1", "rul/rul", "1 rul"),
        ("4", "push-up/push-ups", "4 push-ups"),
        ("30 sekunder", "sekund", "30 sekunder"),
        ("1 minut og 30 sekunder", "sekund", "90 sekunder"),
        ("1 time, 2 minutter og 3 sekunder", "sekund", "3723 sekunder"),
        ("1 minut og 30 sekunder", "minut", "1,5 minutter"),
        ("1 minut", "minut", "1 minut"),
        ("0,5 sekund", "sekund", "0,5 sekund"),
        ("1:30", "sekund", "90 sekunder"),
        ("100 s", "minut", "100 s"),
    ],
)
def test_a_number_takes_the_form_of_its_noun(value: str, form: str, becomes: str) -> None:
    assert in_form(value, form) == becomes


@given(st.integers(0, 43_200_000).map(Ms), st.sampled_from(sorted(TIMES)))
def test_every_spoken_length_can_be_counted_in_any_unit(length: Ms, unit: str) -> None:
    assert re.fullmatch(rf"[0-9]+(,[0-9]+)? {unit}(er|ter|r)?|.* .*", in_form(spoken_length(length), unit))


@pytest.mark.parametrize("noun", sorted(PLURALS))
def test_the_voice_reads_one_of_each_noun_as_one(noun: str) -> None:
    assert re.match(r"(én|ét) ", normalise(f"{in_form('1', noun)} i dag."))


@pytest.mark.parametrize(
    ("noun", "read"), [("sæt", "ét sæt"), ("gang", "én gang"), ("knib", "ét knib"), ("åndedrag", "ét åndedrag")]
)
def test_the_voice_gives_one_its_gender(noun: str, read: str) -> None:
    assert normalise(in_form("1", noun)) == read


def test_sets_and_repetitions_are_said_with_their_nouns() -> None:
    text = exercise(
        "say: Knib {reps:gang} i {sets:sæt}.\nsets: 2\nreps: 1\n"
        'phases:\n  - {work: "{rep:.} gang, {for:sekund}.", for: 1 min 30 s}\n'
        'between_sets: {rest: "{set:.} sæt er færdigt.", for: 5 s}',
        head="pacing: off\n",
    )
    routine = understood(text)
    assert said(routine) == ["Knib 1 gang i 2 sæt.", "1. gang, 90 sekunder.", "1. sæt er færdigt."]
    assert normalise("1. sæt er færdigt.") == "første sæt er færdigt."


def test_a_parameter_takes_a_form_where_it_is_filled_in() -> None:
    head = 'parameters: {antal: 1, hold: 0:05}\nintro:\n  - say: "{antal:uge}, {hold:sekund}, {{antal:uge}}"\n'
    assert said(understood(exercise("phases:\n  - {work: Knib, for: 5 s}", head=head)))[0] == (
        "1 uge, 5 sekunder, {antal:uge}"
    )


@pytest.mark.parametrize(
    ("text", "message", "cure"),
    [
        ("{reps:gange}", "unknown form 'gange'", "did you mean '{reps:gang}'?"),
        ("{rep:. gang}", "unknown form '. gang'", "write '{rep:.} gang'"),
        ("{reps:xylofon}", "unknown form 'xylofon'", "write '.' for an ordinal, both forms"),
        ("{reps:}", "unknown form ''", "write '.' for an ordinal"),
        ("{side:.}", "{side} is no whole number", "write {side}"),
        ("{reps:sekund}", "{reps} is no length", "write {reps}"),
        ("{for:gang}", "{for} is no whole number", "write {for}"),
        ("{navn:gang}", "{navn} is no whole number", "write {navn}"),
        ("{sied:gang}", "unknown name {sied}", "did you mean '{side}'?"),
    ],
)
def test_a_form_that_cannot_be_is_refused_with_what_was_meant(text: str, message: str, cure: str) -> None:
    wrong = why_wrong(text, {"rep", "reps", "side", "for"}, {"navn": "Bo"})
    assert wrong
    assert wrong[0].startswith(message)
    assert wrong[1].startswith(cure)


@given(st.text(":./{} aågn", max_size=20), st.sampled_from(["1", "5 s", "Bo", ""]))
def test_any_text_is_filled_or_refused_and_nothing_else(text: str, value: str) -> None:
    if why_wrong(text, set(), {"a": value}) is None:
        fill(text, {"a": value})
        fill(fill(text, {"a": value}, partly=True), {})
    assert all(":" not in name for name in named(text))


def test_a_side_is_heard_also_where_a_form_stands_beside_it() -> None:
    with pytest.raises(SpecError, match="needs 'sides'"):
        understood(exercise('phases:\n  - {work: "{side}, {rep:.} gang", for: 5 s}'))
