"""What YAML makes of a text that its writer did not mean is told where it stands, and honest comments are not."""

import pytest
import yaml

from knib.errors import SpecError
from knib.spec.reader import read
from routines import exercise, understood

PHASES = "phases: [{hold: Knib., for: 5 s}]"


def problems(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(SpecError) as caught:
        read(text.encode(), "øvelse.yaml")
    return [(problem.origin.line, problem.code, problem.message) for problem in caught.value.problems]


@pytest.fixture(params=["libyaml", "plain Python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML comes with libyaml or without it; their marks need not be the same."""
    if request.param != "libyaml":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.parametrize(
    ("written", "comment"),
    [
        ("say: Nu kommer øvelse #2, hold igen.", "#2, hold igen."),
        ("say: Nu kommer øvelse  #2.", "#2."),
        ("say: Nu kommer øvelse # 2.", "# 2."),
        ("say: Tryk på # og slip.", "# og slip."),
        ("say: Hold. #haste", "#haste"),
        ("say: Nu kommer\n  øvelse #2.", "#2."),
        ("say: Nu kommer øvelse\n  #2, hold igen.", "#2, hold igen."),
        ("say: #2", "#2"),
        ("say: 10 #2", "#2"),
        ("reminders:\n  - Vent på\n    #2", "#2"),
        ("effort: kraft #3", "#3"),
    ],
)
def test_a_comment_that_was_meant_as_a_part_of_the_text_is_told(written: str, comment: str) -> None:
    ((_, code, message),) = problems(exercise(f"{written}\n{PHASES}"))
    assert (code, message) == ("text-cut-short", f"'{comment}' is a comment to YAML, and no part of the text")


@pytest.mark.parametrize(
    "written",
    [
        "say: Knib nu.  # den første",
        "say: Knib nu  # den første.",
        "say: Knib nu. # Den første.",
        "say: Knib nu # den første",
        "say: Knib nu. #",
        "say: Knib nu  #kommentar",
        "say: Knib nu\n# Slut.",
        "say: Knib nu\n#sets: 3",
        "say: Knib nu\n  #sets: 3",
        'say: "Øvelse #2."  #2',
        "say: 'Øvelse #2.' #2",
        "say: Øvelse#2.",
        "say: >-\n  Nu kommer\n  øvelse #2.",
        "reps: 3 #5",
        "reps: 3 # gange, ikke flere.",
        "position: siddende #5",
        "lasting: 1 min #2",
        "announce: true #2",
    ],
)
def test_an_honest_comment_is_left_alone(written: str) -> None:
    assert understood(exercise(f"{written}\n{PHASES}")).exercises


def test_a_title_a_parameter_and_a_command_that_is_all_comment_are_told() -> None:
    text = (
        "routine: Rutine #1\nparameters: \n  navn: Øvelse #2\n  hold: 5 s #3\n"
        "exercises:\n  - name: A\n    phases:\n      - work: #4\n        for: 2 s\n"
    )
    assert [(line, code) for line, code, _ in problems(text)] == [
        (1, "text-cut-short"),
        (3, "text-cut-short"),
        (8, "text-cut-short"),
    ]


def test_a_comment_that_leaves_braces_open_is_told_on_its_line() -> None:
    text = exercise("phases:\n  - {work: Knib #2, for: 2 s}\n  - {work: Knib., for: 2 s}")
    assert problems(text) == [
        (5, "text-cut-short", "'#2, for: 2 s}' is a comment to YAML, and the braces stay open"),
    ]


@pytest.mark.parametrize(
    "phases",
    [
        "  - {work: Ned på {side} ben., for: 3 s}",
        "  - {work: Ned på {side}, for: 3 s}",
        "  - {rest: Slip., for: 2 s, cues: [{at: 1 s, say: Til {side:.} side}]}",
        "  - {work: {side} ben ned., for: 3 s}",
    ],
)
def test_a_placeholder_in_braces_needs_quotes_and_is_named(phases: str) -> None:
    text = exercise(f"sides: [højre, venstre]\nphases:\n{phases}")
    ((line, code, message),) = problems(text)
    assert (line, code) == (6, "not-yaml")
    assert message in {"{side} without quotes", "{side:.} without quotes"}


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u00a0", "a no-break space (U+00A0)"),
        ("\u202f", "a narrow no-break space (U+202F)"),
        ("\u2003", "a typographic space (U+2003)"),
        ("\u200b", "an invisible character (U+200B)"),
    ],
)
def test_what_only_looks_like_a_space_is_named_with_its_line(sign: str, name: str) -> None:
    stands = f"{name} stands where a space belongs"
    behind = exercise("phases:\n  - work: Hold.\n    for: 3 s").replace("work: ", f"work:{sign}")
    assert problems(behind) == [(5, "odd-space", stands)]
    indented = exercise("phases:\n  - work: Hold.\n    for: 3 s").replace("      for", f"    {sign} for")
    assert next(problem for problem in problems(indented) if problem[0] == 6)[2].startswith((name, "unknown key"))
    top = exercise(PHASES).replace("routine: ", f"routine:{sign}")
    assert problems(top) == [(1, "odd-space", stands)]


def test_every_line_that_a_web_page_indented_is_told_at_once() -> None:
    text = exercise("sets: 2\nphases:\n  - work: Hold.\n    for: 3 s").replace(": ", ":\u00a0")
    found = problems(text)
    assert {code for _, code, _ in found} == {"odd-space"}
    assert [line for line, _, _ in found][:2] == [1, 3]


def test_a_no_break_space_inside_a_text_is_no_fault() -> None:
    assert understood(exercise(f"say: Vent\u00a05\u00a0sekunder.\n{PHASES}")).exercises


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("  - name: Øvelse", "  -name: Øvelse", 3, "no space stands behind '-'"),
        ("  - name: Øvelse", "  – name: Øvelse", 3, "this is no hyphen"),
        ("routine: Prøve", "routine:Prøve", 1, "no space stands behind the colon"),
        ("  - name: Øvelse", "  - name:Øvelse", 3, "no space stands behind the colon"),
        ("for: 5 s}", "for: 5 s", 5, "these braces are not closed before the next line begins"),
        (
            "sets: 2",
            "say: Nu kommer #2\n      hold igen.",
            4,
            "'#2' is a comment to YAML, and the text goes on below it",
        ),
    ],
)
def test_a_line_that_begins_or_ends_wrongly_is_told_where_it_stands(
    before: str, after: str, line: int, message: str
) -> None:
    body = "sets: 2\nphases:\n  - {hold: Knib., for: 5 s}\n  - {rest: Slip., for: 5 s}"
    body = body if "for" not in before else body.removeprefix("sets: 2\n")
    ((where, _, says),) = problems(exercise(body).replace(before, after, 1))
    assert (where, says) == (line, message)


def test_a_colon_without_its_space_in_braces_is_told_key_by_key() -> None:
    found = problems(exercise("phases:\n  - {hold:Knib., for:5 s}"))
    assert [message for _, _, message in found] == ["unknown key 'hold:Knib.'", "unknown key 'for:5 s'"]
