"""What is said and done, in order."""

import tracemalloc

from hypothesis import given, settings

from knib.plan.acts import Beat, Opening
from knib.plan.cue import Cue
from knib.plan.script import write
from knib.spec.model import Fit
from routines import exercise, texts, understood


def cues(text: str) -> list[tuple[str, int]]:
    return [(cue.text, cue.haste) for cue in write(understood(text)).cues]


def test_every_cue_is_named_once_in_the_order_it_is_first_needed() -> None:
    body = "reps: 2\nsay: Hej. Knib\nreminders: [Ånd]\nphases:\n  - {work: Knib, for: 5 s, count: last 2}"
    assert cues(exercise(body)) == [("Hej.", 100), ("Knib", 100), ("2", 100), ("1", 100), ("Ånd", 100)]


def test_a_line_that_may_hurry_is_needed_at_three_paces() -> None:
    body = "phases:\n  - {work: Knib, for: 5 s, fit_voice: faster}"
    assert cues(exercise(body)) == [("Knib", 100), ("Knib", 108), ("Knib", 115)]


def test_a_fit_of_its_own_goes_before_that_of_the_routine() -> None:
    text = exercise("phases: [{work: A, for: 1 s}, {work: B, for: 1 s, fit_voice: refuse}]", head="fit_voice: tone\n")
    assert [act.fit for act in write(understood(text)).acts if isinstance(act, Beat)] == [Fit.TONE, Fit.REFUSE]


def test_an_exercise_that_says_nothing_only_opens_its_chapter() -> None:
    script = write(understood(exercise("phases: [{work: Knib, for: 1 s}]")))
    assert script.acts[0] == Opening("Øvelse")


def test_an_introduction_and_an_ending_are_there_only_when_something_is_said() -> None:
    text = exercise("phases: [{work: Knib, for: 1 s}]", head="intro: []\n", tail="outro:\n  - say: Godt.\n")
    titles = [act.title for act in write(understood(text)).acts if isinstance(act, Opening)]
    assert titles == ["Øvelse", "Afslutning"]


def test_a_reminder_belongs_to_the_phases_of_its_set_and_the_pause_after_it() -> None:
    body = "sets: 2\nreminders: [A, B]\nbetween_sets: {rest: Pause, for: 1 s}\nphases: [{work: Knib, for: 1 s}]"
    found = [(reminder.cue.text, reminder.beats) for reminder in write(understood(exercise(body))).reminders]
    assert found == [("A", range(1, 3)), ("B", range(3, 4))]


def test_the_dose_is_filled_into_what_an_exercise_says_and_reminds_of() -> None:
    text = exercise("sets: 2\nreps: 3\nsay: '{reps} i {sets}'\nreminders: ['{reps}']\nphases: [{work: K, for: 1 s}]")
    script = write(understood(text))
    (opening, *_) = script.acts
    assert isinstance(opening, Opening)
    assert opening.speech
    assert opening.speech.cues == (Cue("3 i 2"),)
    assert [reminder.cue for reminder in script.reminders] == [Cue("3"), Cue("3")]


@settings(max_examples=30)
@given(texts)
def test_the_same_routine_gives_the_same_script(text: str) -> None:
    assert write(understood(text)) == write(understood(text))


@settings(max_examples=30)
@given(texts)
def test_no_braces_are_left_in_what_is_said(text: str) -> None:
    assert not any(sign in cue.text for cue in write(understood(text)).cues for sign in "{}")


def test_10_000_phases_take_less_than_a_kilobyte_each() -> None:
    routine = understood(exercise("reps: 5000\nphases: [{work: K, for: 100 ms}, {rest: S, for: 100 ms}]"))
    tracemalloc.start()
    script = write(routine)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(isinstance(act, Beat) for act in script.acts) == 9999  # the last rest is dropped
    assert peak < 10_000 * 1000
