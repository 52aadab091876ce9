"""The clinic's rules of pacing by example: what they add, why, and where the writer's own words stand instead.

The voice takes 50 ms a letter: `Pause.` 300 ms, `Gør klar.` 450, `Træk vejret.` 600, `30 sekunder.` 600.
"""

import pytest

from knib.plan.as_data import as_data
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Timeline
from knib.spec.choices import Variant
from knib.spec.variants import variant as varied
from routines import exercise, heard, lengths, named, planned, understood


def one(phase: str, *, head: str = "", after: str = "{work: Knib, for: 5 s}") -> str:
    """Write a phase after a second of work and before another phase."""
    return exercise(f"phases: [{{work: Nu, for: 1 s}}, {phase}, {after}]", head=head)


def ruled(timeline: Timeline) -> list[tuple[int, str]]:
    """Give start and text of what the rules put there, from the end of the first second of work."""
    return [(placed.start - 2000, named(placed.sound)) for placed in timeline.placed if placed.reason]


def added(phase: str, *, head: str = "", after: str = "{work: Knib, for: 5 s}") -> list[tuple[int, str]]:
    return ruled(planned(one(phase, head=head, after=after)))


def reasons(timeline: Timeline) -> list[str]:
    return [placed.reason for placed in timeline.placed if placed.reason]


# Rule 5: long rests


def test_a_rest_of_20_s_says_its_length_marks_its_half_and_says_when_to_get_ready() -> None:
    # Pause. ends at 0.3 s, and a breath later comes its length; 17 s is 3 s before the end.
    assert added("{rest: Pause., for: 20 s}") == [(650, "20 sekunder."), (10_000, "half"), (17_000, "Gør klar.")]


def test_a_rest_of_less_than_20_s_says_nothing_of_itself() -> None:
    assert added("{rest: Pause., for: 19999 ms}") == []


def test_each_phrase_says_by_which_rule_it_is_there() -> None:
    assert reasons(planned(one("{rest: Pause., for: 20 s}"))) == [
        "rule 5: a rest of 20 s or more says its length (20 s)",
        "rule 5: half of a long rest is marked",
        "rule 5: a long rest ends 3 s after this",
    ]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("Pause.", "30 sekunder."),
        ("Slip helt.", "Pause, 30 sekunder."),
        ("''", "Pause, 30 sekunder."),
        ("'Pause, {for}.'", None),
        ("Pause i et halvt minut.", None),
    ],
)
def test_the_length_is_said_as_the_command_leaves_it_to_be_said(command: str, said: str | None) -> None:
    words = [text for _, text in added(f"{{rest: {command}, for: 30 s}}")]
    assert words == [*([said] if said else []), "half", "Gør klar."]


def test_half_a_second_is_not_said() -> None:
    assert added("{rest: Pause., for: 20499 ms}")[0] == (650, "20 sekunder.")
    assert added("{rest: Pause., for: 20500 ms}")[0] == (650, "21 sekunder.")


def test_two_minutes_are_marked_all_along_and_their_half_is_told_by_a_word() -> None:
    words = added("{rest: Pause., for: 2 min}")
    assert [(at, text) for at, text in words if text != "gap"] == [
        (650, "2 minutter."),
        (60_000, "Halvvejs."),
        (117_000, "Gør klar."),
    ]
    assert [text for _, text in words].count("gap") == 4


@pytest.mark.parametrize(
    ("own", "left"),
    [
        ("tone: half", ["30 sekunder.", "Gør klar."]),
        ("tone: tick", ["30 sekunder.", "Gør klar."]),
        ("cues: [{at: 14 s, say: Halvt}]", ["30 sekunder.", "Gør klar."]),
        ("cues: [{at: 26 s, say: Nu snart}]", ["30 sekunder.", "half"]),
        ("cues: [{at: 1 s, say: Tredive sekunder}]", ["half", "Gør klar."]),
        ("count: last 3", ["30 sekunder.", "half"]),
        ("count: down every 10 s", ["30 sekunder.", "half"]),
    ],
)
def test_what_is_written_for_a_place_gets_no_second_one(own: str, left: list[str]) -> None:
    assert [text for _, text in added(f"{{rest: Pause., for: 30 s, {own}}}")] == left


def test_what_the_next_phase_says_early_is_its_own_getting_ready() -> None:
    after = "{work: Knib, for: 5 s, cues: [{at: -4 s, say: Klar nu}]}"
    assert [text for _, text in added("{rest: Pause., for: 30 s}", after=after)] == ["30 sekunder.", "half"]


def test_nobody_gets_ready_for_a_release_or_for_the_end() -> None:
    assert "Gør klar." not in [text for _, text in added("{rest: P, for: 30 s}", after="{relax: Slap, for: 2 s}")]
    last = planned(exercise("phases: [{work: Nu, for: 1 s}, {rest: Pause., for: 30 s, keep: true}]"))
    assert "Gør klar." not in [text for _, text in ruled(last)]


@pytest.mark.parametrize("calm", ["Cykl roligt hjem.", "Gå langsomt.", "Slap af."])
def test_nobody_gets_ready_for_a_calm_phase_though_it_is_work(calm: str) -> None:
    words = [text for _, text in added("{rest: Pause., for: 30 s}", after=f"{{work: {calm}, for: 5 s}}")]
    assert words == ["30 sekunder.", "half"]
    assert "Gør klar." in [text for _, text in added("{rest: Pause., for: 30 s}", after="{work: Løb., for: 5 s}")]


@pytest.mark.parametrize("kind", ["inhale", "exhale", "relax", "release"])
def test_nobody_gets_ready_for_a_breath_or_for_letting_go(kind: str) -> None:
    words = [text for _, text in added("{rest: Pause., for: 30 s}", after=f"{{{kind}: Nu., for: 5 s}}")]
    assert words == ["30 sekunder.", "half"]


@pytest.mark.parametrize("command", ["Cykl roligt.", "Gå roligt.", "Gå.", "Let løb."])
def test_a_rest_that_is_a_movement_is_not_called_a_pause(command: str) -> None:
    # Only the silence is marked, once.
    assert [text for _, text in added(f"{{rest: {command}, for: 30 s}}")] == ["gap"]


def test_without_tones_a_calm_walk_is_not_told_to_relax() -> None:
    words = added("{rest: Gå., for: 30 s}", head="sound: {tones: none}\n")
    assert [text for _, text in words] == ["Bliv ved."]


def saying(words: str) -> str:
    """Write a rest of 30 s before an exercise that says something."""
    first = "{name: Et, phases: [{work: Nu, for: 1 s}], after: {rest: Pause., for: 30 s}}"
    return f"routine: To\nexercises: [{first}, {{name: To, say: {words}, phases: [{{work: K, for: 2 s}}]}}]"


def test_nobody_gets_ready_before_something_that_takes_its_own_time() -> None:
    long = ("Knib nu sammen, og løft. " * 25).strip()
    assert "Gør klar." not in [text for _, text in ruled(planned(saying(f"'{long}'")))]


def test_the_words_of_the_next_exercise_stand_in_the_rest_and_serve_for_getting_ready() -> None:
    assert [text for _, text in ruled(planned(saying("Gør dig klar.")))] == ["30 sekunder.", "half"]


def test_a_reminder_comes_after_the_length_of_its_rest() -> None:
    body = "sets: 2\nreminders: [Ånd]\nbetween_sets: {rest: Pause., for: 20 s}\nphases: [{work: Knib, for: 1 s}]"
    timeline = planned(exercise(body))
    assert heard(timeline)[1:4] == [(2000, "Pause."), (2650, "20 sekunder."), (3600, "Ånd")]


def test_a_reminder_without_another_place_takes_that_of_a_rule_and_the_plan_says_so() -> None:
    # The rest has room from 0.65 s to 1.7 s, where a cue stands: for one of them.
    cue = "cues: [{at: 2 s, say: " + "Nu " * 118 + "}]"
    body = f"reminders: [Ånd ud igen]\nphases: [{{rest: Pause., for: 20 s, {cue}}}, {{work: Knib, for: 1 s}}]"
    timeline = planned(exercise(body))
    assert (1650, "Ånd ud igen") in heard(timeline)
    assert "20 sekunder." in [left.text for left in timeline.left_out]


def test_what_has_no_room_is_left_out_and_told() -> None:
    phase = "{rest: Pause., for: 20 s, cues: [{at: 800 ms, say: " + "Rolig " * 20 + "}]}"
    timeline = planned(one(phase))
    (left,) = [left for left in timeline.left_out if left.text == "20 sekunder."]
    assert (left.at, left.text, left.origin.field) == (2000, "20 sekunder.", "exercises[0].phases[1].rest")
    assert as_data(timeline)["left_out"][0] == {
        "at_ms": 2000,
        "text": "20 sekunder.",
        "reason": "rule 5: a rest of 20 s or more says its length (20 s)",
        "source": "exercises[0].phases[1].rest",
    }


# Rule 5: no silence of over 20 s


def silences(timeline: Timeline) -> list[int]:
    ends = [0, *(placed.end for placed in timeline.placed)]
    return [
        start - end for end, start in zip(ends, [*(p.start for p in timeline.placed), timeline.length], strict=True)
    ]


@pytest.mark.parametrize("phase", ["{move: Gå, for: 60 s}", "{relax: '', for: 5 min}", "{exhale: Pust, for: 21 s}"])
def test_no_phase_is_silent_for_more_than_20_s(phase: str) -> None:
    assert max(silences(planned(one(phase)))) <= 20_000


def test_a_silence_of_just_20_s_is_none() -> None:
    # Gå takes 100 ms, so Knib comes 20 s after it.
    assert added("{move: Gå, for: 20100 ms}") == []
    assert [text for _, text in added("{move: Gå, for: 20101 ms}")] == ["gap"]


def test_a_written_pause_is_marked_too() -> None:
    text = exercise("phases: [{work: Knib, for: 2 s}]", head="intro: [{say: Læg dig.}, {pause: 1 min}]\n")
    timeline = planned(text)
    assert max(silences(timeline)) <= 20_000
    assert [placed.origin.line for placed in timeline.placed if placed.reason] == [1, 1]


def test_a_mark_keeps_a_second_away_from_a_silent_border() -> None:
    # Evenly it would sound at 10.3 s of silence, where the second phase begins.
    body = "phases: [{move: Gå, for: 10500 ms}, {move: '', for: 10500 ms}, {work: Nu, for: 1 s}]"
    (mark,) = [placed for placed in planned(exercise(body)).placed if placed.reason]
    assert mark.end <= 11_500 - 1000


def test_without_tones_marks_are_words() -> None:
    head = "sound: {tones: none}\n"
    assert [text for _, text in added("{move: Gå, for: 30 s}", head=head)] == ["Bliv ved."]
    assert [text for _, text in added("{rest: Pause., for: 30 s}", head=head)] == [
        "30 sekunder.",
        "Halvvejs.",
        "Gør klar.",
    ]


# Rule 4: long holds


def test_a_hold_of_8_s_has_one_line_in_its_first_half() -> None:
    assert added("{hold: Hold., for: 8 s}") == [(2000, "Træk vejret.")]
    assert added("{work: Knib., for: 30 s}")[0] == (10_000, "Træk vejret.")
    assert added("{work: Knib., for: 7999 ms}") == []


@pytest.mark.parametrize(
    "own", ["cues: [{at: 1 s, say: Ånd}]", "cues: [{at: 6 s, say: Ånd}]", "count: up", "count: down"]
)
def test_a_hold_with_words_of_its_own_needs_none(own: str) -> None:
    assert added(f"{{hold: Hold., for: 9 s, {own}}}") == []


def test_a_countdown_at_its_end_leaves_the_first_half_of_a_hold_free() -> None:
    assert added("{hold: Hold., for: 9 s, count: last 3}") == [(3000, "Træk vejret.")]


def test_a_long_command_moves_the_line_no_further_than_to_the_half() -> None:
    assert added(f"{{hold: {'Hold ' * 12}fast, for: 8 s}}") == [(3550, "Træk vejret.")]
    timeline = planned(one(f"{{hold: {'Hold ' * 15}fast, for: 8 s}}"))
    assert [(left.at, left.text) for left in timeline.left_out] == [(4000, "Træk vejret.")]


def test_a_reminder_in_a_hold_is_its_line() -> None:
    body = "reminders: [Pres ikke]\nphases: [{work: Knib, for: 9 s}]"
    assert ruled(planned(exercise(body))) == []


# Rule 3: the countdown


def test_a_countdown_is_asked_for_and_numbers_three_seconds_of_a_phase_of_6_s() -> None:
    head = "pacing: {countdown: on, support: off}\n"
    assert added("{work: Knib, for: 6 s}", head=head)[:3] == [(3000, "3"), (4000, "2"), (5000, "1")]
    assert added("{work: Knib, for: 6 s}") == []


def test_a_phase_of_3_to_6_s_ticks_and_a_shorter_one_does_nothing() -> None:
    head, after = "pacing: {countdown: on}\n", "{relax: Ro, for: 1 s}"
    assert added("{work: Knib, for: 3 s}", head=head, after=after) == [(1000, "tick"), (2000, "tick")]
    assert added("{work: Knib, for: 2999 ms}", head=head, after=after) == []
    assert added("{rest: Pause, for: 6 s}", head=head, after=after) == []


def test_a_phase_that_says_none_is_not_counted_and_a_rest_has_no_half() -> None:
    head, after = "pacing: {countdown: on, support: off}\n", "{relax: Ro, for: 1 s}"
    assert added("{work: Knib, for: 6 s, count: none}", head=head, after=after) == []
    assert added("{work: Knib, for: 5 s, tone: none}", head=head, after=after) == []
    assert [text for _, text in added("{rest: Pause., for: 20 s, tone: none}")] == ["20 sekunder.", "Gør klar."]


def test_a_countdown_is_whole_or_not_at_all() -> None:
    cue = "cues: [{at: 4500 ms, say: Nu}]"
    assert (
        added(f"{{work: Knib, for: 7 s, {cue}}}", head="pacing: {countdown: on}\n", after="{relax: R, for: 1 s}") == []
    )
    long = f"{{work: {'Knib ' * 15}nu, for: 6 s}}"
    timeline = planned(one(long, head="pacing: {countdown: on}\n", after="{relax: R, for: 1 s}"))
    assert ruled(timeline) == []
    assert [(left.at, left.text) for left in timeline.left_out] == [(5000, "3")]


# Rule 6, and the sets


def announced(body: str) -> list[tuple[int, str]]:
    return [(start, text) for start, text in heard(planned(exercise(body))) if "sæt" in text or "gang" in text]


def test_the_first_the_middle_and_the_last_repetition_are_told() -> None:
    body = "announce: rep\nreps: {}\nphases: [{{work: Knib, for: 4 s}}, {{rest: Slip, for: 4 s}}]"
    words = [[text for _, text in announced(body.format(reps))] for reps in (1, 2, 3, 10)]
    assert words == [
        [],
        ["1. gang.", "Sidste gang."],
        ["1. gang.", "2. gang.", "Sidste gang."],
        ["1. gang.", "5. gang.", "Sidste gang."],
    ]


def test_a_repetition_is_told_before_its_border_or_else_after_its_command() -> None:
    body = "announce: rep\nreps: 2\nphases: [{work: Knib, for: 4 s}, {rest: Slip, for: 4 s}]"
    # After Knib, which ends at 1.2 s; and 9 s - 0.3 s - 0.6 s.
    assert announced(body) == [(1550, "1. gang."), (8100, "Sidste gang.")]


def test_a_set_is_announced_with_the_exercise_and_then_in_the_rest_before_it() -> None:
    body = "announce: set\nsets: 2\nbetween_sets: {rest: Pause, for: 10 s}\nphases: [{work: Knib, for: 4 s}]"
    # 350 ms, 360 on the grid, and a breath: work begins at 1.71 s, the rest at 5.71; 15.71 - 0.3 - 0.35.
    assert announced(body) == [(1000, "1. sæt."), (15_060, "2. sæt.")]


def test_a_set_without_a_quiet_phase_before_it_is_left_out_and_moves_nothing() -> None:
    timeline = planned(exercise("announce: set\nsets: 2\nphases: [{work: Knib, for: 4 s}]"))
    assert [(left.at, left.text, left.reason) for left in timeline.left_out] == [(5710, "2. sæt.", "announce: set")]
    assert timeline.length == 1710 + 8000 + 2000


def test_set_and_repetition_are_told_in_this_order() -> None:
    body = (
        "announce: [rep, set]\nsets: 2\nreps: 2\nbetween_sets: {rest: Pause, for: 10 s}\nphases: [{work: K, for: 2 s}]"
    )
    assert [text for _, text in announced(body)][-3:] == ["2. sæt.", "1. gang.", "Sidste gang."]


def test_a_repetition_that_is_told_leaves_a_reminder_its_breath() -> None:
    body = (
        "announce: rep\nreps: 2\nreminders: [Ånd]\nphases: [{{work: Knib og løft, for: {}}}, {{relax: '', for: 4 s}}]"
    )
    # Told from 1.95 to 2.35 s; the reminder begins with the relaxing, at 2.7 s or a millisecond before.
    assert announced(body.format("1700 ms"))[0] == (1950, "1. gang.")
    assert [left.text for left in planned(exercise(body.format("1699 ms"))).left_out] == ["1. gang."]


def test_the_only_set_is_not_announced() -> None:
    assert announced("announce: [set, rep]\nphases: [{work: Knib, for: 4 s}]") == []


# Rule 7: the ending


def test_a_closing_line_is_asked_for_and_stands_only_where_no_ending_is_written() -> None:
    body, head = "phases: [{work: Knib, for: 2 s}]", "pacing: {closing: on}\n"
    assert heard(planned(exercise(body, head=head)))[1:] == [(3000, "Godt."), (3614, "Du er færdig for i dag.")]
    assert len(heard(planned(exercise(body, head=head, tail="outro: []\n")))) == 1
    assert len(heard(planned(exercise(body)))) == 1


# Switching off


def test_every_rule_is_switched_off_by_its_name_or_all_of_them_at_once() -> None:
    rest, hold, walk = "{rest: Pause., for: 20 s}", "{hold: Hold., for: 8 s}", "{move: Gå, for: 30 s}"
    for phase, rule in ((rest, "long_rest"), (hold, "support"), (walk, "gaps")):
        assert added(phase)
        assert added(phase, head=f"pacing: {{{rule}: off, countdown: off}}\n") == []
        assert added(phase, head="pacing: off\n") == []
        assert added(phase, head="pacing: on\n") == added(phase)


# Rule 4: where the breath is led


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize(
    "body",
    [
        "phases: [{inhale: Ind., for: 8 s}, {hold: Nu., for: 16 s}, {exhale: Ud., for: 8 s}, {hold: Nu., for: 8 s}]",
        "phases: [{work: Træk vejret ind., for: 8 s}, {hold: Hold., for: 16 s}]",
        "phases: [{hold: Hold vejret., for: 16 s}]",
        "phases: [{hold: Hold., for: 16 s, cues: [{at: -1 s, say: Tomme lunger}]}]",
        "say: Nu holder du vejret.\nphases: [{hold: Hold., for: 16 s}]",
        "say: Hold your breath.\nphases: [{hold: Now., for: 16 s}]",
        "phases: [{repeat: 2, phases: [{repeat: 2, phases: [{hold: Hold luften., for: 16 s}]}]}]",
        "phases: [{repeat: 2, phases: [{inhale: '', for: 4 s}]}, {hold: Nu., for: 16 s}]",
    ],
)
def test_nobody_is_told_to_breathe_where_the_breath_is_led(body: str, variant: Variant) -> None:
    routine = varied(understood(exercise(body)), variant)
    script = write(routine)
    assert "Træk vejret." not in [text for _, text in heard(place(script, lengths(script)))]


@pytest.mark.parametrize("words", ["Hold ikke vejret.", "Knib, uden at holde vejret.", "Træk vejret roligt imens."])
def test_who_may_breathe_freely_is_told_to(words: str) -> None:
    timeline = planned(exercise(f"say: {words}\nphases: [{{hold: Knib., for: 16 s}}]"))
    assert "Træk vejret." in [text for _, text in heard(timeline)]


def test_only_the_exercise_whose_breath_is_led_is_left_alone() -> None:
    led = "{name: Et, phases: [{hold: Hold vejret., for: 10 s}]}"
    free = "{name: To, phases: [{hold: Knib., for: 10 s}]}"
    timeline = planned(f"routine: To\nexercises: [{led}, {free}]")
    # 1 s, 10 s, and a third of 10 s in whole seconds.
    assert [at for at, text in heard(timeline) if text == "Træk vejret."] == [14_000]


# The marks in long silence


def test_the_mark_of_a_silence_is_not_that_of_the_half() -> None:
    timeline = planned(exercise("phases: [{hold: '', for: 90 s, tone: half}]", head="pacing: {support: off}\n"))
    sounds = heard(timeline)
    assert [at for at, text in sounds if text == "half"] == [1000 + 45_000]
    assert {text for _, text in sounds} == {"half", "gap"}
