"""The clock by example: numbers that can be checked in the head, with a voice of 50 ms a letter.

A session begins with 1 s of silence and ends with 2 s; a start or stop tone lasts 0.42 s, a half tone 0.36 s.
"""

from pathlib import Path

import pytest

from knib.errors import SpecError
from knib.plan.cue import Cue
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Role, Timeline
from knib.units import Ms
from routines import exercise, heard, lengths, planned, refused, spans, understood

FOLDER = Path(__file__).parent / "routines"

ONE = "phases:\n  - {work: Knib, for: 5 s}"
FLOW = "phases: [{work: Knib, for: 5 s}, {rest: Slip, for: 3 s}]"
PAIR = ONE + "\n  - {rest: Slip, for: 3 s}"


def one_phase(more: str, *, kind: str = "work", command: str = "Knib", length: str = "5 s") -> str:
    """Write a routine of one phase."""
    return exercise(f'phases:\n  - {{{kind}: "{command}", for: "{length}", {more}}}')


def two_exercises(first: str, second: str) -> str:
    """Write two exercises, each with the keys given in flow style."""
    return f"routine: To\nexercises:\n  - {{name: Et, {first}}}\n  - {{name: To, {second}}}\n"


def message(text: str) -> str:
    (problem,) = refused(text)
    return f"{problem.message}; {problem.suggestion}"


def turns(timeline: Timeline) -> list[tuple[str, int, int, str]]:
    return [(span.label, span.set, span.rep, span.side) for span in timeline.spans]


# Phases


def test_a_phase_begins_after_a_second_and_two_follow_it() -> None:
    timeline = planned(exercise(ONE))
    assert spans(timeline) == [(1000, 6000, "Knib")]
    assert timeline.length == 8000


def test_repetitions_follow_each_other_from_border_to_border_and_the_last_rest_is_dropped() -> None:
    timeline = planned(exercise("reps: 2\n" + PAIR))
    assert spans(timeline) == [(1000, 6000, "Knib"), (6000, 9000, "Slip"), (9000, 14_000, "Knib")]
    assert heard(timeline) == [(1000, "Knib"), (6000, "Slip"), (9000, "Knib"), (14_000, "Slip")]


def test_the_last_release_is_heard_in_its_own_time_though_its_rest_is_dropped() -> None:
    timeline = planned(two_exercises("reps: 2, " + FLOW, "say: Og nu, " + FLOW))
    # 5 + 3 + 5 s from 1 s on; Slip takes 216 ms on the grid, then 350; Og nu takes 264, then 350; and 5 s of Knib.
    assert [at for at, text in heard(timeline) if text == "Slip"] == [6000, 14_000, 20_180]
    assert (14_566, "Og nu") in heard(timeline)


def test_nothing_is_said_for_a_dropped_rest_without_a_command() -> None:
    timeline = planned(exercise("reps: 2\n" + PAIR.replace("Slip", '""')))
    assert heard(timeline) == [(1000, "Knib"), (9000, "Knib")]


def test_a_rest_that_is_kept_stands_at_the_end() -> None:
    timeline = planned(exercise("reps: 2\n" + PAIR.replace("3 s", "3 s, keep: true")))
    assert spans(timeline)[-1] == (14_000, 17_000, "Slip")


def test_a_relax_never_yields() -> None:
    timeline = planned(exercise("reps: 2\n" + PAIR.replace("rest", "relax")))
    assert spans(timeline)[-1] == (14_000, 17_000, "Slip")


def test_a_set_ends_in_the_rest_between_sets_and_not_in_its_own() -> None:
    timeline = planned(exercise("sets: 2\nreps: 2\nbetween_sets: {rest: Pause, for: 60 s}\n" + PAIR))
    assert turns(timeline) == [
        ("Knib", 1, 1, ""),
        ("Slip", 1, 1, ""),
        ("Knib", 1, 2, ""),
        ("Pause", 1, 0, ""),
        ("Knib", 2, 1, ""),
        ("Slip", 2, 1, ""),
        ("Knib", 2, 2, ""),
    ]
    assert spans(timeline)[3] == (14_000, 74_000, "Pause")


def test_in_each_set_one_side_is_done_then_the_other() -> None:
    body = "sets: 2\nreps: 2\nsides: [højre, venstre]\nphases:\n  - {work: '{side}', for: 1 s}"
    sides = [(number, rep, side) for _, number, rep, side in turns(planned(exercise(body)))]
    one_set = [(1, "højre"), (2, "højre"), (1, "venstre"), (2, "venstre")]
    assert sides == [(number, rep, side) for number in (1, 2) for rep, side in one_set]


def test_alternating_sides_change_after_each_repetition() -> None:
    body = "reps: 2\nsides: [højre, venstre]\nalternate: true\nphases:\n  - {work: '{side}', for: 1 s}"
    assert [(rep, side) for _, _, rep, side in turns(planned(exercise(body)))] == [
        (1, "højre"),
        (1, "venstre"),
        (2, "højre"),
        (2, "venstre"),
    ]


def test_between_sides_says_the_side_that_comes_and_belongs_to_no_repetition() -> None:
    between = "between_sides: {rest: 'Skift til {side}', for: 9 s}"
    timeline = planned(exercise(f"sets: 2\nsides: [højre, venstre]\n{between}\n{ONE}"))
    assert [turn for turn in turns(timeline) if turn[2] == 0] == [
        ("Skift til venstre", 1, 0, "venstre"),
        ("Skift til venstre", 2, 0, "venstre"),
    ]


def test_a_group_is_repeated_inside_a_repetition() -> None:
    body = "reps: 2\nphases:\n  - {work: A, for: 1 s}\n  - repeat: 3\n    phases:\n      - {work: b, for: 1 s}"
    assert [span.label for span in planned(exercise(body)).spans] == ["A", "b", "b", "b"] * 2


def test_the_last_rest_of_a_group_yields_to_the_rest_after_it() -> None:
    pulse = "{repeat: 2, phases: [{work: b, for: 1 s}, {rest: s, for: 1 s}]}"
    body = f"reps: 2\nphases: [{pulse}, {{rest: Pause, for: 9 s}}]"
    assert [span.label for span in planned(exercise(body)).spans] == ["b", "s", "b", "Pause", "b", "s", "b"]


def test_lasting_gives_as_many_whole_repetitions_as_fit() -> None:
    timeline = planned(exercise("lasting: 25 s\n" + PAIR.replace("Knib", "'{rep} af {reps}'")))
    assert [span.label for span in timeline.spans] == ["1 af 3", "Slip", "2 af 3", "Slip", "3 af 3"]


def test_the_rest_between_repetitions_is_counted_once_in_lasting() -> None:
    body = "lasting: 16 s\nphases:\n  - {rest: Klar, for: 3 s}\n  - {work: Knib, for: 5 s}\n  - {rest: Slip, for: 2 s}"
    assert [span.label for span in planned(exercise(body)).spans] == ["Klar", "Knib", "Klar", "Knib"]


def test_a_rest_never_gives_way_to_a_shorter_one() -> None:
    # 2 repetitions in each of 2 sets: 3 min of rest inside a set and 5 min between, and 5 s before each of 4 holds.
    text = (FOLDER / "long-rests-before-a-short-one.yaml").read_text(encoding="utf-8")
    lengths_in_seconds = [(span.end - span.start) // 1000 for span in planned(text).spans]
    assert lengths_in_seconds == [5, 12, 180, 5, 12, 300, 5, 12, 180, 5, 12]


def test_an_after_never_gives_way_to_a_shorter_rest_that_begins_the_next_exercise() -> None:
    first = "phases: [{work: Knib, for: 5 s}], after: {rest: Rejs dig, for: 2 min}"
    timeline = planned(two_exercises(first, "phases: [{rest: Klar, for: 3 s}, {work: Knib, for: 5 s}]"))
    assert [span.label for span in timeline.spans] == ["Knib", "Rejs dig", "Klar", "Knib"]


def test_several_rests_at_the_end_of_an_exercise_are_dropped_together() -> None:
    body = "reps: 2\nphases: [{work: Knib, for: 5 s}, {rest: Slip, for: 9 s}, {rest: Klar, for: 3 s}]"
    assert [span.label for span in planned(exercise(body)).spans] == ["Knib", "Slip", "Klar", "Knib"]


def test_two_rests_in_a_row_give_way_to_the_pause_together() -> None:
    between = "between_sets: {rest: Pause, for: 60 s}"
    body = f"sets: 2\n{between}\nphases: [{{work: Knib, for: 5 s}}, {{rest: Slip, for: 9 s}}, {{rest: Klar, for: 3 s}}]"
    assert [span.label for span in planned(exercise(body)).spans] == ["Knib", "Pause", "Knib"]


def test_after_leads_to_the_next_exercise_and_replaces_the_rest_before_it() -> None:
    work, rest = "{work: Knib, for: 5 s}", "{rest: Slip, for: 3 s}"
    first = f"phases: [{work}, {rest}], after: {{rest: Rejs dig, for: 20 s}}"
    timeline = planned(two_exercises(first, f"phases: [{work}]"))
    assert spans(timeline) == [(1000, 6000, "Knib"), (6000, 26_000, "Rejs dig"), (26_000, 31_000, "Knib")]


def test_a_rest_after_the_last_exercise_leads_nowhere_and_is_dropped() -> None:
    assert spans(planned(exercise("after: {rest: Rejs dig, for: 20 s}\n" + ONE))) == [(1000, 6000, "Knib")]


def test_what_is_no_rest_stands_after_the_last_exercise_too() -> None:
    assert [span.label for span in planned(exercise("after: {move: Rejs dig, for: 9 s}\n" + PAIR)).spans] == [
        "Knib",
        "Slip",
        "Rejs dig",
    ]


def test_an_after_yields_to_a_rest_as_long_that_begins_the_next_exercise() -> None:
    first = "phases: [{work: Knib, for: 5 s}], after: {rest: Rejs dig, for: 20 s}"
    timeline = planned(two_exercises(first, "phases: [{rest: Klar, for: 20 s}, {work: Knib, for: 5 s}]"))
    assert [span.label for span in timeline.spans] == ["Knib", "Klar", "Knib"]


def test_the_effort_is_said_after_the_command_and_before_its_full_stop() -> None:
    body = "effort: med halv kraft\nphases:\n  - {work: Knib og løft., for: 5 s}\n  - {hold: Hold., for: 1 s}"
    assert [span.label for span in planned(exercise(body)).spans] == ["Knib og løft med halv kraft.", "Hold."]


def test_numbers_and_lengths_are_filled_into_what_is_said() -> None:
    command = "Sæt {set} af {sets}, {rep} af {reps}, {for}"
    body = f"sets: 1\nreps: 1\nphases:\n  - {{work: '{command}', for: 90 s}}"
    assert spans(planned(exercise(body)))[0][2] == "Sæt 1 af 1, 1 af 1, 1 minut og 30 sekunder"


# What is said outside the phases


def test_sentences_take_their_time_on_the_grid_of_24_ms_and_a_breath_of_350_ms() -> None:
    timeline = planned(exercise(ONE, head="intro:\n  - say: Hej. Godt.\n"))
    # 200 ms become 216, 250 ms become 264.
    assert heard(timeline) == [(1000, "Hej."), (1566, "Godt."), (2180, "Knib")]


def test_a_written_pause_stands_in_place_of_the_breath() -> None:
    timeline = planned(exercise(ONE, head="intro:\n  - say: Hej.\n  - pause: 2 s\n  - say: Godt.\n  - pause: 0 s\n"))
    assert heard(timeline) == [(1000, "Hej."), (3216, "Godt."), (3480, "Knib")]


def test_an_ending_is_said_a_breath_after_the_last_sound() -> None:
    timeline = planned(exercise("phases:\n  - {work: Knib, for: 200 ms}", tail="outro:\n  - say: Godt.\n"))
    assert heard(timeline) == [(1000, "Knib"), (1550, "Godt.")]
    assert timeline.length == 1550 + 264 + 2000


def test_an_ending_after_a_silent_phase_begins_on_its_border() -> None:
    timeline = planned(exercise(ONE, tail="outro:\n  - say: Godt.\n"))
    assert heard(timeline)[-1] == (6000, "Godt.")


def test_chapters_are_the_introduction_the_exercises_and_the_ending() -> None:
    timeline = planned(exercise(ONE, head="intro:\n  - say: Hej.\n", tail="outro:\n  - say: Godt.\n"))
    assert [(chapter.title, chapter.start, chapter.end) for chapter in timeline.chapters] == [
        ("Introduktion", 0, 1216),
        ("Øvelse", 1216, 6566),
        ("Afslutning", 6566, 8830),
    ]


def test_a_written_pause_stands_in_place_of_the_breath_after_a_phase_too() -> None:
    short = "phases:\n  - {work: Knib, for: 200 ms}"
    timeline = planned(exercise(short, tail="outro:\n  - pause: 100 ms\n  - say: Godt.\n"))
    assert heard(timeline) == [(1000, "Knib"), (1300, "Godt.")]


def test_an_exercise_is_announced_by_its_name_only_when_asked() -> None:
    timeline = planned(exercise(f"announce: true\nsay: Kom.\n{ONE}"))
    assert heard(timeline) == [(1000, "Øvelse"), (1662, "Kom."), (2228, "Knib")]


SAYING = "say: Nu igen, phases: [{work: Knib, for: 5 s}]"


def test_what_an_exercise_says_is_heard_in_the_rest_before_and_ends_300_ms_before_its_border() -> None:
    timeline = planned(two_exercises("phases: [{work: Knib, for: 5 s}], after: {rest: Ro, for: 5 s}", SAYING))
    assert spans(timeline)[-1] == (11_000, 16_000, "Knib")
    # It takes 350 ms, which is 360 on the grid; 11 000 - 300 - 360 = 10 340, and 10 320 is on the grid.
    assert heard(timeline, Role.SAY) == [(10_320, "Nu igen")]
    assert [chapter.start for chapter in timeline.chapters] == [0, 10_320]


def test_what_does_not_fit_in_the_rest_before_takes_its_own_time() -> None:
    timeline = planned(two_exercises("phases: [{work: Knib, for: 5 s}], after: {rest: Ro, for: 1100 ms}", SAYING))
    assert heard(timeline, Role.SAY) == [(7100, "Nu igen")]
    assert spans(timeline)[-1] == (7100 + 360 + 350, 12_810, "Knib")


def test_nothing_is_said_in_a_relaxing_before() -> None:
    timeline = planned(two_exercises("phases: [{work: Knib, for: 5 s}], after: {relax: Ro, for: 9 s}", SAYING))
    assert heard(timeline, Role.SAY) == [(15_000, "Nu igen")]


def test_what_is_said_in_the_rest_before_makes_room_for_a_cue_that_comes_early() -> None:
    early = "say: Nu igen, phases: [{work: Knib, for: 5 s, cues: [{at: -3 s, say: Klar}]}]"
    timeline = planned(two_exercises("phases: [{work: Knib, for: 5 s}], after: {rest: Ro, for: 9 s}", early))
    # The cue sounds at 12 000; a breath before it, 11 650 - 360 = 11 290, and 11 280 is on the grid.
    assert heard(timeline)[-3:] == [(11_280, "Nu igen"), (12_000, "Klar"), (15_000, "Knib")]


def test_ticks_in_the_rest_before_give_way_to_what_is_said() -> None:
    first = "phases: [{work: Knib, for: 5 s}], after: {rest: Ro, for: 3 s, tone: tick}"
    timeline = planned(two_exercises(first, SAYING.replace("Nu igen", "Nu er vi i gang igen")))
    # 1000 ms become 1008; 9000 - 300 - 1008 = 7692, and 7680 is on the grid. The tick at 8000 is left out.
    assert heard(timeline)[1:-1] == [(6000, "Ro"), (7000, "tick"), (7680, "Nu er vi i gang igen")]


# Cues


def test_a_cue_sounds_at_its_moment_of_the_phase() -> None:
    timeline = planned(one_phase("cues: [{at: 4 s, say: Nu}, {at: 2 s, say: Host}]"))
    assert heard(timeline) == [(1000, "Knib"), (3000, "Host"), (5000, "Nu")]


def test_a_cue_before_the_first_phase_makes_the_lead_in_longer() -> None:
    timeline = planned(one_phase("cues: [{at: -3 s, say: Klar}]"))
    assert heard(timeline) == [(1000, "Klar"), (4000, "Knib")]
    assert spans(timeline) == [(4000, 9000, "Knib")]


def test_the_lead_in_is_long_enough_for_the_cues_of_later_phases_too() -> None:
    body = "phases:\n  - {work: A, for: 2 s}\n  - {work: B, for: 2 s, cues: [{at: -5 s, say: Klar}]}"
    assert heard(planned(exercise(body))) == [(1000, "Klar"), (4000, "A"), (6000, "B")]


def test_a_cue_before_a_phase_sounds_in_the_phase_before() -> None:
    body = "phases:\n  - {work: A, for: 5 s}\n  - {work: B, for: 2 s, cues: [{at: -2 s, say: Klar}]}"
    assert heard(planned(exercise(body))) == [(1000, "A"), (4000, "Klar"), (6000, "B")]


def test_after_something_said_the_lead_in_grows_again() -> None:
    text = one_phase("cues: [{at: -2 s, say: Klar}]").replace("exercises:", "intro:\n  - say: Hej.\nexercises:")
    assert heard(planned(text)) == [(1000, "Hej."), (1566, "Klar"), (3566, "Knib")]


# Counting


def test_counting_up_says_the_seconds_gone_after_the_command_has_ended() -> None:
    timeline = planned(one_phase("count: up", command="Knib og løft med bækkenbunden"))
    # The command takes 1.45 s, so the number 1 is left out.
    assert heard(timeline, Role.COUNT) == [(3000, "2"), (4000, "3"), (5000, "4")]


def test_a_number_may_follow_the_command_without_a_breath() -> None:
    timeline = planned(one_phase("count: up", command="Knib og løft nu nu..", length="3 s"))
    assert timeline.placed[0].end == 2000
    assert heard(timeline, Role.COUNT) == [(2000, "1"), (3000, "2")]


def test_counting_down_says_the_seconds_left() -> None:
    assert heard(planned(one_phase("count: down")), Role.COUNT) == [(n * 1000 + 1000, str(5 - n)) for n in (1, 2, 3, 4)]


def test_counting_down_never_says_the_whole_length() -> None:
    for count in ("down", "last 5"):
        assert heard(planned(one_phase(f"count: {count}", command="")), Role.COUNT)[0] == (2000, "4")


def test_counting_down_holds_to_the_end_of_a_phase_of_half_seconds() -> None:
    assert heard(planned(one_phase("count: down", length="2,5 s")), Role.COUNT) == [(1500, "2"), (2500, "1")]


def test_counting_the_last_three_is_silent_until_then() -> None:
    assert heard(planned(one_phase("count: last 3")), Role.COUNT) == [(3000, "3"), (4000, "2"), (5000, "1")]


def test_counting_the_last_ten_of_five_seconds_is_counting_down() -> None:
    assert heard(planned(one_phase("count: last 10"))) == heard(planned(one_phase("count: down")))


def test_counting_every_two_seconds_says_every_second_number() -> None:
    assert heard(planned(one_phase("count: up every 2 s")), Role.COUNT) == [(3000, "2"), (5000, "4")]
    assert heard(planned(one_phase("count: down every 2 s")), Role.COUNT) == [(2000, "4"), (4000, "2")]


def test_without_a_command_counting_begins_with_the_first_second() -> None:
    assert heard(planned(one_phase("count: up", command="", length="3 s"))) == [(2000, "1"), (3000, "2")]


# Tones


def test_a_start_tone_begins_half_a_second_before_a_spoken_command() -> None:
    timeline = planned(one_phase("tone: start"))
    assert heard(timeline) == [(1000, "start"), (1500, "Knib")]
    assert timeline.placed[0].end == 1420


def test_the_tone_of_a_silent_phase_falls_on_its_border() -> None:
    assert heard(planned(one_phase("tone: stop", command=""))) == [(1000, "stop")]


def test_a_half_tone_sounds_in_the_middle() -> None:
    assert heard(planned(one_phase("tone: half", kind="move", length="10 s"))) == [(1000, "Knib"), (6000, "half")]


def test_a_tick_sounds_on_every_second_at_which_nothing_else_does() -> None:
    timeline = planned(one_phase("tone: [tick, half], cues: [{at: 4900 ms, say: Nu lidt}]", length="6 s"))
    # "Nu lidt" lasts until 5.25 s: it takes the tick of 5 s, and the half tone takes that of 3 s.
    assert heard(timeline) == [
        (1000, "Knib"),
        (2000, "tick"),
        (3000, "tick"),
        (4000, "half"),
        (5000, "tick"),
        (5900, "Nu lidt"),
        (7000, "tick"),
    ]


def test_phases_of_the_same_words_keep_their_own_tones_in_every_repetition() -> None:
    phases = "phases: [{move: Gå, for: 4 s}, {move: Gå, for: 4 s, tone: half}]"
    assert heard(planned(exercise(f"reps: 2\n{phases}"))) == [
        (1000, "Gå"),
        (5000, "Gå"),
        (7000, "half"),
        (9000, "Gå"),
        (13_000, "Gå"),
        (15_000, "half"),
    ]


def test_none_is_no_tone() -> None:
    assert heard(planned(one_phase("tone: none, count: none"))) == [(1000, "Knib")]


def test_a_tick_gives_way_to_what_the_next_phase_says_early() -> None:
    body = "phases:\n  - {hold: '', for: 3 s, tone: tick}\n  - {work: Nu, for: 1 s, cues: [{at: -1020 ms, say: Klar}]}"
    assert heard(planned(exercise(body))) == [(1000, "tick"), (2000, "tick"), (2980, "Klar"), (4000, "Nu")]


# Reminders


def test_reminders_take_turns_one_a_set_in_the_first_rest_with_room() -> None:
    body = "sets: 3\nreps: 2\nreminders: [Ånd, Rolig]\n" + PAIR
    assert heard(planned(exercise(body)), Role.REMINDER) == [(6550, "Ånd"), (22_550, "Rolig"), (38_550, "Ånd")]


def test_where_no_rest_has_room_a_reminder_is_said_in_the_work() -> None:
    assert heard(planned(exercise("reminders: [Ånd]\n" + ONE))) == [(1000, "Knib"), (1550, "Ånd")]


def test_a_reminder_ends_300_ms_before_what_comes_next() -> None:
    body = "reminders: [Ånd]\nphases:\n  - {{work: Knib, for: 5 s, cues: [{{at: {} ms, say: Nu}}]}}"
    # The command ends at 200 ms; 200 + 350 + 150 + 300 = 1000.
    assert heard(planned(exercise(body.format(1000))))[1] == (1550, "Ånd")
    assert heard(planned(exercise(body.format(999))))[1:] == [(1999, "Nu"), (2449, "Ånd")]


def test_ticks_give_way_to_a_reminder() -> None:
    timeline = planned(exercise("reminders: [Ånd ud nu]\nphases:\n  - {work: '', for: 3 s, tone: tick}"))
    assert heard(timeline) == [(1000, "Ånd ud nu"), (2000, "tick"), (3000, "tick"), (4000, "tick")]


def test_a_reminder_without_room_is_refused() -> None:
    body = "reminders: [Hold ikke vejret]\nphases:\n  - {work: Knib, for: 1 s}"
    assert message(exercise(body)) == (
        "the reminder 'Hold ikke vejret' takes 0.8 s, and no phase of its set has room for it; "
        "make a rest 1.45 s longer than its command (a last rest stands with 'keep: true'), or shorten it"
    )


# What does not fit


def test_a_command_may_take_its_whole_phase() -> None:
    assert heard(planned(one_phase("count: none", command="Knib og løft", length="600 ms"))) == [(1000, "Knib og løft")]


def test_a_command_that_is_too_long_is_told_with_its_length_its_room_and_the_cure() -> None:
    assert message(one_phase("count: none", command="Knib og løft", length="500 ms")) == (
        "'Knib og løft' takes 0.6 s and has 0.5 s before its phase ends; shorten it, or give it 0.1 s more"
    )


def test_faster_is_proposed_where_it_would_help() -> None:
    assert "shorten it, add 'fit_voice: faster', or give it 0.05 s more" in message(
        one_phase("count: none", command="Knib og løft", length="550 ms")
    )


def test_a_cue_that_runs_into_the_next_is_told_by_its_words() -> None:
    assert message(one_phase("cues: [{at: 1 s, say: Knib og løft}, {at: 1500 ms, say: Nu}]")) == (
        "'Knib og løft' takes 0.6 s and has 0.5 s before 'Nu'; shorten it, or give it 0.1 s more"
    )


def test_a_cue_before_a_phase_must_end_before_its_border() -> None:
    text = one_phase("cues: [{at: -500 ms, say: Gør dig klar}]", command="")
    assert message(text).startswith("'Gør dig klar' takes 0.6 s and has 0.5 s before its phase begins")


def test_a_number_in_a_cues_way_is_told_with_the_cure_for_counting() -> None:
    assert message(one_phase("count: up, cues: [{at: 2030 ms, say: Nu}]")) == (
        "'2' takes 0.05 s and has 0.03 s before 'Nu'; count less often, as in 'up every 2 s', or move the cue it meets"
    )


def test_a_tone_without_room_is_told() -> None:
    body = "phases:\n  - {work: Knib lidt, for: 800 ms}\n  - {relax: Slip, for: 5 s, tone: stop}"
    assert message(exercise(body)).startswith("'Knib lidt' takes 0.45 s and has 0.3 s before the stop tone")


def test_the_same_line_is_told_once_however_often_it_is_said() -> None:
    assert len(refused(exercise("reps: 50\nphases:\n  - {work: Knib og løft, for: 500 ms}"))) == 1


def test_a_line_is_told_where_its_room_is_narrowest() -> None:
    rows = "{repeat: 3, phases: [{work: Knib og løft nu, for: 700 ms}]}, {work: '', for: 1 s, cues: [{at: %s, say: N}]}"
    text = exercise(f"phases: [{rows % '-100 ms'}]")
    assert message(text).startswith("'Knib og løft nu' takes 0.75 s and has 0.6 s before 'N'")


def test_a_reminder_without_room_in_any_set_is_told_once() -> None:
    assert len(refused(exercise("sets: 9\nreminders: [Ånd]\nphases: [{work: Knib, for: 500 ms}]"))) == 1


def test_a_session_of_over_12_hours_is_refused_with_its_length() -> None:
    text = exercise("phases:\n  - {work: K, for: 1 t}", tail="outro:\n" + "  - pause: 1 t\n" * 11)
    assert message(text) == "the session lasts 12:00:03; at most 12:00:00; lower reps, sets or lengths"


# What may happen to a line that is too long


def faster(length: str) -> str:
    return one_phase("fit_voice: faster", command="Knib og løft nu nu..", length=length)


def test_a_line_is_spoken_no_faster_than_it_needs() -> None:
    # 20 letters take 1000 ms, 925 at 108 % and 869 at 115 %.
    said = [planned(faster(f"{room} ms")).placed[0] for room in (1000, 999, 925, 924, 869)]
    assert [getattr(one.sound, "haste", 0) for one in said] == [100, 108, 108, 115, 115]
    assert [one.end - one.start for one in said] == [1000, 925, 925, 869, 869]


def test_a_line_that_is_too_long_even_at_its_fastest_is_refused() -> None:
    assert message(faster("868 ms")) == (
        "'Knib og løft nu nu..' takes 0.869 s and has 0.868 s before its phase ends; "
        "even at its fastest it is too long: shorten it, or give it 0.001 s more"
    )


def test_a_line_hurries_for_a_tone_and_for_what_the_next_phase_says_early() -> None:
    cue = "cues: [{at: -1425 ms, say: Knib og løft nu nu..}], fit_voice: faster"
    assert planned(one_phase(f"tone: start, {cue}")).placed[0].sound == Cue("Knib og løft nu nu..", 108)
    early = "{work: Nu, for: 1 s, cues: [{at: -1100 ms, say: Ja}]}"
    body = f"phases: [{{work: Knib og løft nu nu.., for: 2 s, fit_voice: faster}}, {early}]"
    assert planned(exercise(body)).placed[0].sound == Cue("Knib og løft nu nu..", 115)


def test_a_command_gives_way_to_its_tone_where_that_is_allowed() -> None:
    for kind, tone in (("work", "start"), ("move", "start"), ("relax", "stop"), ("exhale", "stop")):
        text = one_phase("fit_voice: tone", kind=kind, command="Knib og løft nu", length="700 ms")
        assert heard(planned(text)) == [(1000, tone)]


def test_a_command_that_fits_is_spoken_although_it_may_give_way() -> None:
    assert heard(planned(one_phase("fit_voice: tone"))) == [(1000, "Knib")]


def test_the_tone_a_writer_chose_stands_for_the_command_and_sounds_once() -> None:
    text = one_phase("fit_voice: tone, tone: stop", command="Knib og løft nu", length="700 ms")
    assert heard(planned(text)) == [(1000, "stop")]


def test_a_cue_inside_a_phase_gives_way_to_the_single_tone_which_starts_and_stops_nothing() -> None:
    text = one_phase("fit_voice: tone, cues: [{at: 4500 ms, say: Knib og løft nu}]")
    assert heard(planned(text)) == [(1000, "Knib"), (5500, "half")]


def test_what_may_happen_is_said_once_for_all_or_for_one_phase() -> None:
    body = (
        "phases:\n  - {work: Knib og løft nu, for: 700 ms}\n  - {work: Knib og løft nu, for: 700 ms, fit_voice: refuse}"
    )
    assert len(refused(exercise(body, head="fit_voice: tone\n"))) == 1


# The promise of the function


def test_place_takes_the_lengths_it_is_given() -> None:
    script = write(understood(exercise(ONE)))
    assert place(script, {cue: Ms(123) for cue in script.cues}).placed[0].end == 1123


def test_every_problem_of_a_plan_is_told_at_once() -> None:
    script = write(understood(exercise("phases:\n" + "".join(f"  - {{work: Knib {n}, for: 200 ms}}\n" for n in "abc"))))
    with pytest.raises(SpecError) as caught:
        place(script, lengths(script))
    assert [problem.origin.line for problem in caught.value.problems] == [5, 6, 7]


def test_a_tick_that_would_ring_past_the_end_is_left_out() -> None:
    # Ticks last 60 ms: at 2 s there are only 50 left.
    assert heard(planned(one_phase("tone: tick", command="", length="2050 ms"))) == [(1000, "tick"), (2000, "tick")]


# Ticks


def ticks(text: str) -> list[int]:
    return [at for at, sound in heard(planned(text)) if sound == "tick"]


def test_a_beat_of_phases_of_a_second_ticks_on_every_border() -> None:
    assert ticks(exercise("reps: 4\nphases: [{move: '', for: 1 s, tone: tick}]")) == [1000, 2000, 3000, 4000, 5000]


def test_breaths_tick_on_every_second_borders_included() -> None:
    body = "reps: 2\nphases: [{inhale: '', for: 4 s, tone: tick}, {exhale: '', for: 6 s, tone: tick}]"
    assert ticks(exercise(body)) == list(range(1000, 21_001, 1000))


def test_a_border_with_a_command_or_a_tone_has_that_and_no_tick() -> None:
    work, rest = "{work: Nu, for: 3 s, tone: tick}", "{relax: '', for: 2 s, tone: [stop, tick]}"
    # Nu at 1 s, ticks at 2 and 3, the stop tone at 4, ticks at 5 and 6.
    assert ticks(exercise(f"phases: [{work}, {rest}]")) == [2000, 3000, 5000, 6000]


def test_a_beat_of_240_a_minute_ticks_on_every_beat() -> None:
    assert ticks(exercise("reps: 3\nphases: [{move: '', for: 250 ms, tone: tick}]")) == [1000, 1250, 1500]


def test_a_phase_that_is_no_whole_seconds_ticks_again_on_the_border_of_the_next() -> None:
    body = "reps: 2\nphases: [{move: '', for: 1500 ms, tone: tick}]"
    assert ticks(exercise(body)) == [1000, 2000, 2500, 3500]


def test_a_tick_that_would_ring_past_a_border_leaves_it_to_the_tick_there() -> None:
    assert ticks(exercise("reps: 2\nphases: [{move: '', for: 1050 ms, tone: tick}]")) == [1000, 2050]
