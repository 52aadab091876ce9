"""Whatever is written, it is understood, or it is pointed at; and what is said back is understood as the same."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from knib.errors import SpecError
from knib.plan.place import place
from knib.plan.script import write
from knib.spec import reader
from knib.spec.dose.as_routine import as_routine
from knib.spec.dose.reader import read
from knib.spec.dose.said import said
from knib.spec.dose.worded import WordedDose
from knib.spec.dose.words import ARTICLES, JOINING, MEANINGS, NOUNS, NUMBERS, SMALL, UNIT_WORDS
from knib.units import Ms

PIECES = sorted({" ".join(phrase) for phrase in MEANINGS} | set(NUMBERS) | set(UNIT_WORDS) | SMALL | ARTICLES | JOINING)
SIGNS = (
    "3",
    "10",
    "1,5",
    "½",
    "1:30",
    "5/10",
    "8-10",
    "50 %",
    "0",
    ",",
    ";",
    ".",
    "/",
    ":",
    "(",
    ")",
    "–",
    "armsving",
    "hodl",
)

FRAGMENTS = (
    *("3 sæt", "2 sæt à", "3 x 10", "10 x", "10", "x 8", "10 knib", "8 hurtige knib", "5 rolige vejrtrækninger"),
    *("stræk", "gang", "20 armsving", "hold 6 sek.", "6 sek. hold", "à 8 s", "i 4 minutter", "slip 4 s", "4 s hvil"),
    *("pause 10 s", "uden pause", "hvil lige så længe", "5/10", "1/1", "60/60", "1 min mellem sæt", "mellem sæt: 90 s"),
    *("uden pause mellem sæt", "5 s mellem sider", "30 s mellem øvelser", "hver side", "venstre side", "skiftevis"),
    *("med halv kraft", "med 50 % kraft", "siddende", "på ryggen", "3 gange dagligt", "5 dage om ugen", "i 12 uger"),
    *("4 ind", "ud 6 s", "derefter", ",", ";", ",", ";", "og", "(antaget)", "0,5 s hold", "slip 0,5 s", "8-10 knib"),
)


def understood(text: str) -> WordedDose | None:
    """Read a text; None when it is refused, with a place in the text for each problem."""
    try:
        return read(text)
    except SpecError as error:
        problems = error.problems
    assert problems
    for problem in problems:
        line, carets = problem.excerpt.split("\n")
        assert 1 <= problem.origin.column <= max(1, len(line))
        assert carets.index("^") == problem.origin.column - 1
        assert len(carets) <= max(1, len(line))
    return None


@given(st.text() | st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=12).map(" ".join))
@example("10 knib \x00")
@example("²³¼ knib")
@example("1" * 4500)
@example("10 x 1/0 s")
def test_any_text_is_a_dose_or_is_refused_with_carets(text: str) -> None:
    understood(text)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=9).map(" ".join))
@example("10 knib derefter 8 vejrtrækninger i")
@example("1 vejrtrækning, uden pause")
@example("5 x 1 armsving, derefter i 10 sekunder, 5/1")
def test_what_is_said_back_is_understood_as_the_same_dose(text: str) -> None:
    dose = understood(text)
    if dose is not None:
        assert read(said(dose)) == dose


lengths = st.sampled_from((100, 500, 1000, 1500, 4000, 6000, 10_000, 90_000, 3_600_000)).map(Ms)


@st.composite
def prescriptions(draw: st.DrawFn) -> str:
    """Draw a prescription that has all it needs, in words of its own."""
    sets, reps = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    noun, manner = draw(st.sampled_from(sorted(NOUNS))), draw(st.sampled_from(("", "lange ", "hurtige ", "rolige ")))
    hold, rest, between = draw(lengths), draw(lengths), draw(lengths)
    more = draw(
        st.sets(
            st.sampled_from(("hver side", "siddende", "med halv kraft", "3 gange dagligt", "i 6 uger", "skiftevis")),
            max_size=4,
        )
    ) - {"hver side"}
    parts = [f"{sets} sæt à {reps} x {manner}{noun}"]
    parts += draw(st.sampled_from(([f"{hold} ms / {rest} ms"], [])))
    parts += [f"{between} ms mellem sæt"] if sets > 1 else []
    return ", ".join([*parts, *sorted(more)])


@given(st.lists(prescriptions(), min_size=1, max_size=3).map("; derefter ".join))
@example("3 sæt à 10 x knib, 100 ms / 100 ms, 100 ms mellem sæt; hver side, 100 ms mellem sider")
@example("10 hurtige knib 500 ms/500 ms skiftevis; derefter 5 hurtige knib 1 s / 1 s; 100 ms mellem øvelser")
def test_every_dose_is_a_routine_that_is_read_and_placed_whoever_speaks(text: str) -> None:
    dose = understood(text)
    assume(dose is not None)  # longer than 12 hours
    assert dose
    script = write(reader.read(as_routine(dose, text).encode(), "dosis.yaml"))
    for letter in (20, 75, 150):
        timeline = place(script, {cue: Ms(letter * len(cue.text) * 100 // cue.haste) for cue in script.cues})
        assert len(timeline.chapters) == len(dose.exercises) + 2


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=9).map(" ".join),
    st.sampled_from(("ikke", "måske", "€", "katte", "no")),
)
def test_a_word_more_is_never_ignored(text: str, word: str) -> None:
    assert understood(f"{text} , {word}") is None


def test_small_words_never_turn_a_meaning_around() -> None:
    assert not SMALL & {"ikke", "ingen", "uden", "not", "no", "eller", "or", "men"}


@pytest.mark.parametrize("text", ["", "   ", "og", "(antaget)", "3 gange dagligt", "derefter", "à af med"])
def test_what_has_no_exercise_is_no_dose(text: str) -> None:
    assert understood(text) is None
