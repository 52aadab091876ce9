"""Every squeeze is told to let go, also where its own rest is not taken, and that moves nothing.

The voice takes 50 ms a letter: `Slip.` takes 250 ms, 264 on the grid of 24 ms, and 350 ms of breath follow.
"""

from pathlib import Path

import pytest

from knib.plan.fit import timed
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Role, Timeline
from knib.spec import reader
from knib.spec.choices import Variant
from knib.spec.dose.as_routine import as_routine
from knib.spec.dose.reader import read
from knib.spec.variants import variant
from routines import exercise, heard, lengths, measured, planned, spans, understood

FOLDER = Path(__file__).parent / "routines"

KNIB = "{work: Knib., for: 5 s}"
SLIP = "{rest: Slip., for: 5 s}"
PHASES = f"phases: [{KNIB}, {SLIP}]"


def of(name: str) -> Timeline:
    return planned((FOLDER / name).read_text(encoding="utf-8"))


def two(first: str, second: str) -> str:
    return f"routine: To\nexercises:\n  - {{name: Et, {first}}}\n  - {{name: To, {second}}}\n"


def said(timeline: Timeline) -> list[tuple[int, str]]:
    return heard(timeline, Role.COMMAND)


def test_the_next_exercise_begins_where_the_phases_end_and_no_rest_is_named_that_is_not_taken() -> None:
    timeline = of("jumps-then-a-walk.yaml")
    # 1 s of silence, then 10 + 5 + 10 + 5 + 10 s.
    assert spans(timeline)[-1] == (41_000, 61_000, "Gå.")
    assert [text for at, text in said(timeline) if at >= 41_000] == ["Gå."]


def test_no_pause_is_named_after_the_last_repetition() -> None:
    assert [text for at, text in heard(of("jumps-with-pauses.yaml")) if at >= 41_000] == ["Godt.", "Du er færdig."]


@pytest.mark.parametrize("name", ["Pause.", "Hvil.", "Stå stille et øjeblik.", "Gå.", "Skift side.", "Slip ikke."])
def test_a_name_of_a_pause_is_not_said_where_there_is_none(name: str) -> None:
    timeline = planned(exercise(f"reps: 2\nphases: [{KNIB}, {{rest: '{name}', for: 5 s}}]"))
    assert said(timeline) == [(1000, "Knib."), (6000, name), (11_000, "Knib.")]


@pytest.mark.parametrize(
    ("command", "release"),
    [
        ("Slip.", "Slip."),
        ("Slip helt.", "Slip helt."),
        ("Slap af.", "Slap af."),
        ("Sænk.", "Sænk."),
        ("Ned.", "Ned."),
        ("Sæt foden ned.", "Sæt foden ned."),
        ("Giv slip.", "Giv slip."),
        ("Slip. Pause.", "Slip."),
        ("Og slip.", "Og slip."),
        ("Relax.", "Relax."),
        ("Let go.", "Let go."),
    ],
)
def test_the_last_squeeze_of_all_is_told_to_let_go(command: str, release: str) -> None:
    timeline = planned(exercise(f"phases: [{KNIB}, {{rest: '{command}', for: 5 s}}]"))
    assert said(timeline) == [(1000, "Knib."), (6000, release)]


def test_only_what_was_held_is_let_go_of() -> None:
    timeline = planned(exercise("phases: [{inhale: Ind., for: 4 s}, {exhale: Ud., for: 6 s}, {rest: Slip., for: 2 s}]"))
    assert said(timeline) == [(1000, "Ind."), (5000, "Ud.")]


@pytest.mark.parametrize("pause", ["between_sets", "between_sides"])
def test_a_pause_begins_with_letting_go_and_names_itself_after_it(pause: str) -> None:
    keys = "sets: 2" if pause == "between_sets" else "sides: [højre, venstre]"
    name = "Pause." if pause == "between_sets" else "Skift til {side}."
    timeline = planned(exercise(f"{keys}\n{pause}: {{rest: '{name}', for: 10 s}}\n{PHASES}"))
    named = name.format(side="venstre")
    assert spans(timeline)[1:] == [(6000, 16_000, named), (16_000, 21_000, "Knib.")]
    assert said(timeline)[:3] == [(1000, "Knib."), (6000, "Slip."), (6614, named)]


def test_a_pause_before_the_next_exercise_begins_with_letting_go() -> None:
    first = f"phases: [{KNIB}, {SLIP}], after: {{rest: Rejs dig., for: 10 s}}"
    timeline = planned(two(first, f"phases: [{KNIB}]"))
    assert said(timeline) == [(1000, "Knib."), (6000, "Slip."), (6614, "Rejs dig."), (16_000, "Knib.")]


def test_a_longer_rest_that_takes_the_place_of_a_short_one_begins_with_its_letting_go() -> None:
    pulses = "{repeat: 2, phases: [{work: Knib., for: 1 s}, {rest: Slip., for: 1 s}]}"
    timeline = planned(exercise(f"phases: [{pulses}, {{rest: Pause., for: 10 s, keep: true}}]"))
    assert said(timeline)[-3:] == [(3000, "Knib."), (4000, "Slip."), (4614, "Pause.")]


@pytest.mark.parametrize("command", ["Slip helt. Pause.", "Slap helt af.", "Slip, og hold pause.", "Nu slipper du."])
def test_what_lets_go_itself_is_not_said_twice(command: str) -> None:
    timeline = planned(exercise(f"sets: 2\nbetween_sets: {{rest: '{command}', for: 10 s}}\n{PHASES}"))
    assert [text for at, text in heard(timeline) if at < 16_000] == ["Knib.", command]


def test_a_pause_without_words_only_lets_go() -> None:
    timeline = planned(exercise(f"sets: 2\nbetween_sets: {{rest: '', for: 10 s}}\n{PHASES}"))
    assert said(timeline) == [(1000, "Knib."), (6000, "Slip."), (16_000, "Knib."), (21_000, "Slip.")]


def test_a_pause_too_short_for_both_says_its_own_command_and_the_plan_tells_what_was_left_out() -> None:
    # Slip. and its breath take 614 ms, Pause. takes 300 ms.
    timeline = planned(exercise(f"sets: 2\nbetween_sets: {{rest: Pause., for: 900 ms}}\n{PHASES}"))
    assert (6000, "Pause.") in said(timeline)
    assert [(left.at, left.text) for left in timeline.left_out] == [(6000, "Slip.")]
    timeline = planned(exercise(f"sets: 2\nbetween_sets: {{rest: Pause., for: 914 ms}}\n{PHASES}"))
    assert said(timeline)[1:3] == [(6000, "Slip."), (6614, "Pause.")]
    assert not timeline.left_out


def test_a_cue_in_the_pause_keeps_its_moment_and_its_room() -> None:
    between = "between_sets: {rest: Pause., for: 10 s, cues: [{at: 900 ms, say: Godt.}]}"
    timeline = planned(exercise(f"sets: 2\n{between}\n{PHASES}"))
    assert [(at - 6000, text) for at, text in heard(timeline) if 6000 <= at < 16_000] == [(0, "Pause."), (900, "Godt.")]


def test_counting_in_a_pause_begins_when_its_own_command_has_ended() -> None:
    between = "between_sets: {rest: Rejs dig op., for: 4 s, count: up}"
    timeline = planned(exercise(f"sets: 2\n{between}\n{PHASES}"))
    # Slip. and its breath until 6.614 s, Rejs dig op. until 7.214 s: the number 1 would have been at 7 s.
    assert heard(timeline, Role.COUNT) == [(8000, "2"), (9000, "3")]


def test_work_that_follows_at_once_keeps_its_border_and_the_plan_tells_what_was_left_out() -> None:
    timeline = planned(two(PHASES, f"phases: [{KNIB}]"))
    assert said(timeline) == [(1000, "Knib."), (6000, "Knib.")]
    assert [(left.at, left.text) for left in timeline.left_out] == [(6000, "Slip.")]


def test_an_exercise_that_begins_with_a_shorter_rest_lets_go_first() -> None:
    timeline = planned(two(PHASES, f"phases: [{{rest: Gør klar., for: 3 s}}, {KNIB}]"))
    assert said(timeline) == [(1000, "Knib."), (6000, "Slip."), (6614, "Gør klar."), (9000, "Knib.")]


def test_an_exercise_that_says_something_first_does_so_after_the_letting_go() -> None:
    timeline = planned(two(PHASES, f"say: Og nu., phases: [{KNIB}]"))
    assert [(at, text) for at, text in heard(timeline) if at >= 6000][:2] == [(6000, "Slip."), (6614, "Og nu.")]


def test_an_after_that_leads_nowhere_still_lets_go() -> None:
    timeline = planned(exercise(f"after: {{rest: Slip helt., for: 10 s}}\nphases: [{KNIB}]"))
    assert said(timeline) == [(1000, "Knib."), (6000, "Slip helt.")]


def test_without_words_a_tone_lets_go_in_the_pause_too() -> None:
    routine = variant(
        understood(exercise(f"sets: 2\nbetween_sets: {{rest: Pause., for: 10 s}}\n{PHASES}")), Variant.TONES
    )
    script = write(routine)
    sounds = [(at, text) for at, text in heard(place(script, lengths(script))) if text != "wake"]
    # The stop tone of 420 ms takes 432 on the grid, then 350 ms of breath.
    assert sounds == [(1000, "start"), (6000, "stop"), (6782, "Pause."), (16_000, "start"), (21_000, "stop")]


@pytest.mark.parametrize(
    "dose",
    [
        "3 sæt à 10 knib, hold 6 sek., 1 min mellem sæt",
        "2 x 8 knib 5/5, 30 s mellem sæt",
        "3 sæt à 1 knib i 10 s, 1 min mellem sæt",
        "1 knib 10 s",
    ],
)
def test_every_squeeze_of_a_dose_in_words_is_told_to_let_go(dose: str) -> None:
    routine = reader.read(as_routine(read(dose), dose).encode(), "dosis.yaml")
    script = write(routine)
    timeline = place(script, lengths(script))
    borders = [span.end for span in timeline.spans if span.kind == "work"]
    slips = [at for at, text in heard(timeline, Role.COMMAND) if text.startswith("Slip")]
    assert slips == borders


def test_a_pause_made_longer_or_shorter_still_has_room_for_both() -> None:
    body = f"sets: 4\nbetween_sets: {{rest: Pause., for: 2 s}}\n{PHASES}"
    # 4 x 5 s and 3 x 2 s are written; 3 s of silence around. Pauses may shrink to 1 s, and need 614 + 300 + 300 ms.
    routine = understood(exercise(body, head="fit: {length: 27500 ms, rests: 50-200 %}\n"))
    timeline = timed(routine, measured)
    assert timeline.length == 27_500
    assert not timeline.left_out
