"""Any bytes give a Routine or a SpecError with every problem: nothing else ever comes out of the reader."""

import json
import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knib.errors import Problem, SpecError
from knib.spec.limits import MAX_BYTES
from knib.spec.model import CuePoint, Exercise, Phase, Routine, Say, Text
from knib.spec.reader import read
from mutated import nearly_right, trees, written
from routines import exercise, texts, understood

FILE = "øvelse.yaml"
PHASES = "phases:\n  - {work: Knib, for: 5 s}"
SPECIAL = "-:?[]{},&*#!|>'\"%@` \n\r\tab0.~<=é\\x\x85\u2028\ufeff\x00"

often = settings(max_examples=60)


def outcome(data: bytes) -> Routine | tuple[Problem, ...]:
    """Read, and see that every problem lies inside the file and can be shown on one line."""
    try:
        return read(data, FILE)
    except SpecError as err:
        problems = err.problems
    lines = re.split(r"\r\n|\n|\r", data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))
    assert problems
    for problem in problems:
        origin = problem.origin
        assert origin.file == FILE
        assert 1 <= origin.line <= len(lines)
        assert 1 <= origin.column <= len(lines[origin.line - 1]) + 1
        assert str(problem).isprintable()
        assert len(str(problem)) < 1000
    return problems


def codes(data: bytes | str) -> list[str]:
    got = outcome(data.encode() if isinstance(data, str) else data)
    return [] if isinstance(got, Routine) else [problem.code for problem in got]


def only(text: str) -> Exercise:
    """Give the one exercise of a routine that must be right."""
    (one,) = understood(text).exercises
    return one


@often
@given(st.binary() | st.text().map(str.encode) | st.text(SPECIAL).map(str.encode))
@example(b"")
@example(b"---")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"%YAML 9.9\n---\n")
@example(b"\xef\xbb\xbfa: \xe5\n")
def test_any_bytes_give_a_routine_or_problems(data: bytes) -> None:
    outcome(data)


@often
@given(trees.map(written))
@example('{"\\ud800": 1}')
@example('"\\Uffffffff"')
def test_any_yaml_gives_a_routine_or_problems(text: str) -> None:
    outcome(text.encode())


@often
@given(nearly_right())
def test_a_routine_that_is_nearly_right_gives_a_routine_or_problems(text: str) -> None:
    outcome(text.encode())


@often
@given(texts, st.integers(0, 2000), st.integers(0, 9), st.text(SPECIAL, max_size=3))
def test_a_routine_with_a_slip_of_the_hand_gives_a_routine_or_problems(text: str, at: int, cut: int, put: str) -> None:
    outcome((text[:at] + put + text[at + cut :]).encode())


@settings(max_examples=25)
@given(texts)
def test_a_right_routine_is_read_and_reads_the_same_twice(text: str) -> None:
    assert understood(text) == understood(text)


@pytest.mark.parametrize("sign", ["[", "- ", "{a: ", "? ", "[{", "- - "])
def test_endless_nesting_is_too_deep_and_nothing_worse(sign: str) -> None:
    assert codes(sign * 200_000) == ["too-deep"]


def test_a_chain_of_thousands_of_anchors_is_too_deep_and_nothing_worse() -> None:
    links = "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 9000))
    assert codes("a0: &a0 [x]\n" + links) == ["too-deep"]


def test_thousands_of_anchors_side_by_side_are_only_unknown_keys() -> None:
    links = "".join(f"a{n}: &a{n} x\nb{n}: *a{n}\n" for n in range(1000))
    assert set(codes(links)) == {"unknown-key", "missing-key"}


def test_an_anchor_may_be_used_again_where_its_value_is_right() -> None:
    text = exercise(PHASES.replace("5 s", "&fem 5 s") + "\n  - {work: Løft, for: *fem}")
    assert [phase.length for phase in only(text).phases if isinstance(phase, Phase)] == [5000, 5000]


@pytest.mark.parametrize("text", ["&a [*a]", "a: &a {b: *a}", "&a {*a : b}", "&a [[[*a]]]"])
def test_what_contains_itself_is_refused(text: str) -> None:
    assert codes(text) == ["alias-loop"]


def test_a_file_of_exactly_a_million_bytes_is_read() -> None:
    text = exercise(PHASES)
    assert codes(text + "#" * (MAX_BYTES - len(text.encode()))) == []


def test_a_million_values_are_too_many_long_before_the_last() -> None:
    problems = outcome(b"[" + b"1," * 450_000 + b"]")
    assert isinstance(problems, tuple)
    assert [(problem.code, problem.origin.column) for problem in problems] == [("too-many-values", 100_000)]


def test_a_number_of_5000_digits_is_only_too_large() -> None:
    assert codes(exercise(f"reps: {'9' * 5000}\n{PHASES}")) == ["number-out-of-range"]


def test_a_text_of_a_thousand_spaces_is_too_long_as_it_is_written() -> None:
    assert codes(exercise(f"say: 'Hej{' ' * 1000}du'\n{PHASES}")) == ["text-too-long"]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    text = exercise(PHASES + "\n  - {rest: Slip, for: 2 s, keep: true}")
    assert read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), FILE) == understood(text)


def test_lines_are_counted_as_an_editor_counts_them_whatever_ends_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        problems = outcome(f"routine: Knib{end}{end}exercises: 5{end}".encode())
        assert isinstance(problems, tuple)
        assert problems[0].origin.line == 3


def test_a_wrong_letter_after_danish_ones_is_told_with_the_column_an_editor_shows() -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        problems = outcome(mark + "routine: æøå".encode() + b"\xe5")
        assert isinstance(problems, tuple)
        assert problems[0].origin.column == len("routine: æøå") + 1


def test_words_that_other_yaml_turns_into_something_else_stay_words() -> None:
    text = exercise("name2: x".replace("name2: x", "say: no") + f"\neffort: on\n{PHASES}", head="about: 1:30\n")
    routine = understood(text)
    (one,) = routine.exercises
    assert routine.about == "1:30"
    assert one.say == Text("no", one.origin)
    assert [phase.effort for phase in one.phases if isinstance(phase, Phase)] == ["on"]


def test_one_minute_thirty_may_be_written_as_a_clock_without_quotes() -> None:
    (phase,) = only(exercise("phases:\n  - work: Knib\n    for: 1:30")).phases
    assert isinstance(phase, Phase)
    assert phase.length == 90_000


def test_a_length_may_have_white_space_around_it_and_a_hard_space_inside() -> None:
    (phase,) = only(exercise('phases:\n  - work: Knib\n    for: " 5\u00a0s\\n"')).phases
    assert isinstance(phase, Phase)
    assert phase.length == 5000


def test_a_parameter_fills_lengths_numbers_and_texts() -> None:
    text = exercise(
        'say: Hej {navn}\nreps: "{antal}"\nphases:\n  - {work: Knib, for: "{hold}"}',
        head="parameters: {navn: Bo, antal: 7, hold: 3 s}\n",
    )
    one = only(text)
    assert one.say == Text("Hej Bo", one.origin)
    assert one.dose.reps == 7
    assert one.phases[0].length == 3000 if isinstance(one.phases[0], Phase) else False


def test_a_setting_goes_before_the_files_own_parameter() -> None:
    text = exercise('phases:\n  - {work: Knib, for: "{hold}"}', head="parameters: {hold: 3 s}\n")
    routine = read(text.encode(), FILE, {"hold": " 4 s "})
    (phase,) = routine.exercises[0].phases
    assert isinstance(phase, Phase)
    assert phase.length == 4000
    assert routine.parameters["hold"].value == "4 s"


def test_braces_in_a_parameter_are_only_braces() -> None:
    text = exercise(f"say: Hej {{navn}}\n{PHASES}", head='parameters: {navn: "{rep} {{x}}"}\nabout: "{navn}"\n')
    routine = understood(text)
    said = routine.exercises[0].say
    assert said
    assert said.text == "Hej {{rep}} {{{{x}}}}"
    assert routine.about == "{rep} {{x}}"


def test_doubled_braces_in_a_title_or_a_name_are_written_once() -> None:
    routine = understood(exercise(PHASES).replace("Prøve", '"Prøve {{1}}"').replace("Øvelse", '"Øvelse {{2}}"'))
    assert (routine.title, routine.exercises[0].name) == ("Prøve {1}", "Øvelse {2}")


def test_reps_is_the_exercises_own_number_inside_it_and_the_parameter_outside() -> None:
    text = exercise(f"say: Tag {{reps}}\n{PHASES}", head='parameters: {reps: 9}\nabout: "{reps} gange"\n')
    routine = understood(text)
    assert routine.about == "9 gange"
    assert routine.exercises[0].say == Text("Tag {reps}", routine.exercises[0].origin)


def test_white_space_in_a_text_becomes_single() -> None:
    routine = understood(exercise(PHASES, head="intro:\n  - say: |\n      Læg dig\n        ned.\n\n      Godt.\n"))
    assert [step.text.text for step in routine.intro if isinstance(step, Say)] == ["Læg dig ned. Godt."]


def test_a_text_knows_where_it_was_written() -> None:
    one = only(exercise("say: Hej\n" + PHASES))
    assert one.say
    assert (one.say.origin.line, one.say.origin.column, one.say.origin.field) == (4, 10, "exercises[0].say")


def test_an_empty_command_may_be_quotes_or_nothing() -> None:
    one = only(exercise('phases:\n  - {work: "", for: 5 s}\n  - work:\n    for: 5 s'))
    assert [phase.command.text for phase in one.phases if isinstance(phase, Phase)] == ["", ""]


def test_a_moment_below_zero_comes_before_the_phase() -> None:
    (phase,) = only(exercise("phases:\n  - {work: Nu, for: 5 s, cues: [{at: -3 s, say: Klar}]}")).phases
    assert isinstance(phase, Phase)
    assert phase.cues == (CuePoint(at=phase.cues[0].at, text=Text("Klar", phase.command.origin)),)
    assert phase.cues[0].at == -3000


def test_the_effort_of_an_exercise_is_said_with_its_work_alone() -> None:
    rows = "phases:\n  - {work: Knib, for: 5 s}\n  - {work: Knib, for: 5 s, effort: let}\n  - {relax: Slip, for: 5 s}"
    one = only(exercise(f"effort: med halv kraft\n{rows}"))
    assert [phase.effort for phase in one.phases if isinstance(phase, Phase)] == ["med halv kraft", "let", ""]


def test_100_000_phases_are_allowed_and_one_more_is_not() -> None:
    body = "sets: 2\nreps: 50000\nphases:\n  - {work: K, for: 100 ms}"
    assert codes(exercise(body)) == []
    assert codes(exercise(body + "\nbetween_sets: {relax: P, for: 1 s}")) == ["too-many-phases"]


def test_12_hours_are_allowed_and_a_second_more_is_not() -> None:
    body = "sets: {sets}\nphases:\n  - {{work: K, for: 1 t}}"
    assert codes(exercise(body.format(sets=12))) == []
    assert codes(exercise(body.format(sets=12) + "\n  - {hold: H, for: 1 s}")) == ["session-too-long"]


def test_lasting_has_room_for_whole_repetitions_only() -> None:
    body = "lasting: {0}\nphases:\n  - {{work: K, for: 3 s}}\n  - {{rest: S, for: 2 s}}"
    assert codes(exercise(body.format("5 s"))) == []
    assert codes(exercise(body.format("4,999 s"))) == ["lasting-too-short"]


def test_a_side_is_heard_when_its_own_word_is_said() -> None:
    assert codes(exercise(f"say: Begynd med Højre ben.\nsides: [højre, venstre]\n{PHASES}")) == []


def test_one_key_wrong_in_each_of_a_hundred_exercises_gives_a_hundred_problems() -> None:
    rows = "".join(f"  - {{name: Nr {n}, rep: 3, phases: [{{work: K, for: 5 s}}]}}\n" for n in range(100))
    problems = outcome(f"routine: Mange\nexercises:\n{rows}".encode())
    assert isinstance(problems, tuple)
    assert [(problem.code, problem.origin.line) for problem in problems] == [("unknown-key", n + 3) for n in range(100)]


@pytest.mark.parametrize("raw", ["[" * 5000, '"\\Uffffffff"', "a: b: c", "\tx", "%", "--- [", exercise("reps: x")])
def test_without_libyaml_it_is_read_just_the_same(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = codes(raw)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert codes(raw) == fast


def test_json_is_yaml_and_is_read() -> None:
    data = {"routine": "Prøve", "exercises": [{"name": "Ø", "phases": [{"work": "Knib", "for": "5 s"}]}]}
    assert understood(json.dumps(data)).title == "Prøve"


def test_a_line_of_safety_is_known_in_intro_outro_and_among_the_cues_of_a_phase() -> None:
    line = "{say: Stop, safety: true}"
    phases = "phases: [{work: Knib, for: 9 s, cues: [{at: 2 s, say: Stop, safety: true}]}]"
    routine = understood(exercise(phases, head=f"intro: [{line}, {{say: Hej}}]\n", tail=f"outro: [{line}]\n"))
    assert [step.safety for step in (*routine.intro, *routine.outro) if isinstance(step, Say)] == [True, False, True]
    (phase,) = only(exercise(phases)).phases
    assert isinstance(phase, Phase)
    assert [cue.safety for cue in phase.cues] == [True]
