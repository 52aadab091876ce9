"""A file is laid out evenly, and says what it said."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.errors import SpecError
from knib.spec import library
from knib.spec.layout import fmt
from knib.spec.layout.fmt import formatted
from knib.spec.reader import read
from knib.spec.tree import Leaf, below, grow
from mutated import nearly_right, trees, written
from routines import documents, texts
from typed import numbers, typed, typing


def laid_out(text: str) -> str:
    return formatted(text.encode(), "r.yaml", library.load).decode()


def comments(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)(# ?[a-zæøå]+)$", text, re.MULTILINE)


@settings(max_examples=25)
@given(typed)
def test_the_routine_and_its_comments_are_the_same_as_before(text: str) -> None:
    after = laid_out(text)
    assert read(after.encode(), "r") == read(text.encode(), "r")
    assert comments(after) == comments(text)
    assert laid_out(after) == after


@settings(max_examples=20)
@given(typed)
def test_every_line_begins_an_even_number_of_steps_inwards(text: str) -> None:
    after = laid_out(text)
    assert [line for line in after.splitlines() if (len(line) - len(line.lstrip())) % 2] == []
    assert not re.search(r"[ \t]\n|\n\n\n|\A\n|\n\n\Z", after)


@settings(max_examples=20)
@given(documents, numbers, numbers)
def test_a_routine_typed_in_two_ways_is_indented_alike(document: dict[str, object], way: int, another: int) -> None:
    one, other = (laid_out(typing(comments=False)(document, number)).splitlines() for number in (way, another))
    keys = [re.findall(r"^( *(?:- )*)(\w+):", "\n".join(lines), re.MULTILINE) for lines in (one, other)]
    assert keys[0] == keys[1]


@settings(max_examples=25)
@given(texts | nearly_right() | trees.map(written) | st.text(max_size=40))
def test_whatever_it_is_it_is_laid_out_the_same_twice_or_left_alone(text: str) -> None:
    try:
        after = laid_out(text)
    except SpecError:
        return
    assert laid_out(after) == after


@pytest.mark.parametrize("name", library.ids())
def test_a_ready_routine_is_laid_out_already(name: str) -> None:
    assert formatted(library.load(name), name, library.load) == library.load(name)


@pytest.mark.parametrize("name", library.ids())
def test_a_ready_routine_is_found_again_when_every_step_is_twice_as_wide(name: str) -> None:
    text = library.load(name).decode()
    wide = re.sub(r"^( +)(- )?", lambda it: 2 * it[1] + ("-   " if it[2] else ""), text, flags=re.MULTILINE)
    assert formatted(wide.encode(), name, library.load).decode() == text


HEAD = "routine: R\nexercises:\n"
ONE = "  - name: A\n    phases:\n      - work: Knib.\n        for: 5 s\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD + ONE.replace("5 s", "5s"), HEAD + ONE),
        (HEAD + ONE.replace("5 s", "5   s"), HEAD + ONE),
        (HEAD + ONE.replace("5 s", '"5s"'), HEAD + ONE.replace("5 s", '"5 s"')),
        (HEAD + ONE.replace("5 s", '"1:30"'), HEAD + ONE.replace("5 s", '"1:30"')),
        (HEAD + ONE.replace("5 s", "1min  30s"), HEAD + ONE.replace("5 s", "1 min 30 s")),
        (HEAD + ONE + ONE, HEAD + ONE + "\n" + ONE),
        (HEAD + ONE + "\n\n\n" + ONE, HEAD + ONE + "\n" + ONE),
        (HEAD + ONE + "  # om den næste\n" + ONE, HEAD + ONE + "\n  # om den næste\n" + ONE),
        (HEAD + ONE + "    # om den før\n" + ONE, HEAD + ONE + "    # om den før\n\n" + ONE),
        (HEAD.replace("\n", "   \n", 1) + ONE, HEAD + ONE),
        ("\n\n" + HEAD + ONE + "\n\n", HEAD + ONE),
        ((HEAD + ONE).removesuffix("\n"), HEAD + ONE),
        ((HEAD + ONE).replace("\n", "\r\n"), (HEAD + ONE).replace("\n", "\r\n")),
        ("\ufeff" + HEAD + ONE.replace("5 s", "5s"), "\ufeff" + HEAD + ONE),
        (HEAD + "- include: hosteknib\n", HEAD + "  - include: hosteknib\n"),
        (HEAD + '- name: A\n  say: "Et\n    to"\n', HEAD + '  - name: A\n    say: "Et\n      to"\n'),
        (HEAD + "- name: A\n  say: Et\n   to\n\n\n   3\n", HEAD + "  - name: A\n    say: Et\n     to\n\n\n     3\n"),
        ("about: |\n" + HEAD + "- name: A\n", "about: |\n" + HEAD + "  - name: A\n"),
        (HEAD + 2 * "- {name: A}\n", HEAD + 2 * "  - {name: A}\n"),
        (HEAD + "-   name: A # x\n    say: B\n", HEAD + "  - name: A # x\n    say: B\n"),
        (HEAD + "- name: A\n  after: {rest: K, for: 5s}\n", HEAD + "  - name: A\n    after: {rest: K, for: 5 s}\n"),
    ],
)  # fmt: skip
def test_it_is_laid_out_so(before: str, after: str) -> None:
    assert laid_out(before) == after


def test_comments_at_the_ends_of_lines_stay_under_each_other() -> None:
    before = (
        HEAD + "  - name: A          # navn\n    phases:\n      - work: Knib.    # hvad\n        for: 5s        # tid\n"
    )
    assert laid_out(before) == before.replace("5s ", "5 s")


def test_a_value_that_is_spoken_stays_as_it_is_typed() -> None:
    before = "routine: R\nparameters: {hold: 5s}\nexercises:\n" + ONE.replace("Knib.", '"Knib i {hold}."')
    assert laid_out(before) == before


def test_texts_below_their_line_keep_their_lines_and_their_blank_lines() -> None:
    before = (
        "routine: R\nabout: |\n      Linje et.\n\n\n        Linje to.\n\nsource: |2-\n   Et.\n"
        + HEAD.partition("\n")[2]
        + ONE
    )
    after = laid_out(before)
    assert after == before.replace("      Linje et", "  Linje et").replace("        Linje to", "    Linje to")
    about, source = (below(grow(after.encode(), "r"), key) for key in ("about", "source"))
    assert isinstance(about, Leaf)
    assert isinstance(source, Leaf)
    assert (about.text, source.text) == ("Linje et.\n\n\n  Linje to.\n", " Et.")


def test_a_programme_or_anything_else_is_laid_out_too() -> None:
    assert laid_out("programme: P\nweeks:\n-   week: 1\n    routine: a\n") == (
        "programme: P\nweeks:\n  - week: 1\n    routine: a\n"
    )


def test_what_cannot_be_laid_out_is_told_and_left() -> None:
    with pytest.raises(SpecError) as caught:
        laid_out("routine: [")
    assert caught.value.problems[0].code == "not-yaml"


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("# navn", ""),
        ("# navn", "# Navn"),
        ("5 s", "6 s"),
        ("Knib.", "Knib"),
        ("reps: 8", "reps: [8]"),
        ("reps: 8", "reps: '8'"),
        ("phases:", "phases: ["),
    ],
)
def test_a_layout_that_would_say_something_else_is_refused(
    said: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HEAD + ONE.replace("A\n", "A  # navn\n    reps: 8\n")
    assert laid_out(text) == text
    monkeypatch.setattr(fmt, "_laid_out", lambda text: text.replace(said, instead))
    with pytest.raises(SpecError) as caught:
        laid_out(text)
    assert caught.value.problems[0].code == "not-laid-out"


def test_an_ill_routine_is_laid_out_and_stays_as_ill() -> None:
    assert laid_out("routine: R\nexercises:\n- nmae: A\n") == "routine: R\nexercises:\n  - nmae: A\n"
