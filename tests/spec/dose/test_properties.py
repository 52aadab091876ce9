"""Whatever is written is understood, asked or pointed at; and what is said back is understood as the same."""

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from knib.errors import SpecError
from knib.plan.place import place
from knib.plan.script import write
from knib.spec import reader
from knib.spec.dose.as_routine import as_routine
from knib.spec.dose.lexicon import NUMBERS, UNITS, meanings
from knib.spec.dose.reader import read
from knib.spec.dose.said import said
from knib.spec.dose.worded import WordedDose
from knib.units import Ms
from prescribed import TABLES, rows

PIECES = sorted({" ".join(phrase) for phrase in meanings()} | set(NUMBERS) | set(UNITS))
SIGNS = (
    *("3", "10", "1,5", "½", "1:30", "5/10", "8-10", "50 %", "0", ",", ";", ".", "/", ":", "(", ")", "–"),
    *("armsving", "hodl"),
)
FRAGMENTS = (
    *("3 sæt", "2 sæt à", "3 x 10", "10 x", "10", "x 8", "10 knib", "8 hurtige knib", "5 rolige vejrtrækninger"),
    *("stræk", "gang", "20 armsving", "hold 6 sek.", "6 sek. hold", "à 8 s", "i 4 minutter", "slip 4 s", "4 s hvil"),
    *("pause 10 s", "uden pause", "hvil lige så længe", "5/10", "1/1", "60/60", "1 min mellem sæt", "mellem sæt: 90 s"),
    *("uden pause mellem sæt", "5 s mellem sider", "30 s mellem øvelser", "hver side", "venstre side", "skiftevis"),
    *("med halv kraft", "med 50 % kraft", "siddende", "på ryggen", "3 gange dagligt", "5 dage om ugen", "i 12 uger"),
    *("4 ind", "ud 6 s", "derefter", ",", ";", ",", ";", "og", "(antaget)", "0,5 s hold", "slip 0,5 s", "8-10 knib"),
    *("3 runder:", "(", ")", "x 2", "Hvile: 10 s", "Antal: 8", "i alt", "begge", "hver anden dag", "planke 30 s"),
)
PHRASES = [row.phrase for table in TABLES for row in rows(table)]


def understood(text: str) -> WordedDose | None:
    """Read a text; None when it is asked or refused, with a place in the text for each problem."""
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


@pytest.mark.parametrize("phrase", PHRASES)
def test_each_prescription_that_is_understood_is_the_same_when_it_was_said_back(phrase: str) -> None:
    dose = understood(phrase)
    if dose is not None:
        assert read(said(dose)) == dose


WEEKDAYS = "mandag|tirsdag|onsdag|torsdag|fredag|Tue|Wed|Thu|Fri"
"""Between these a dash means from one to the other."""

REWORDINGS: dict[str, Callable[[str], str]] = {
    "stops for commas": lambda text: re.sub(r", (?=\D)", ". ", text),
    "line breaks for commas": lambda text: text.replace(", ", "\n"),
    "semicolons for commas": lambda text: text.replace(", ", "; "),
    "dashes for commas": lambda text: re.sub(rf", (?!{WEEKDAYS})", " – ", text),
    "no commas": lambda text: text.replace(", ", " "),
    "line breaks for stops": lambda text: re.sub(r"\. (?=[A-ZÆØÅ])", ".\n", text),
    "capitals": str.upper,
    "small letters": str.lower,
    "s for sek.": lambda text: re.sub(r"\bsek\b\.?", "s", text),
    "sekunder for sek.": lambda text: re.sub(r"\bsek\b\.?", "sekunder", text),
    "glued numbers": lambda text: re.sub(r"(?<=\d) (?=x \d|sek|s\b)", "", text),
    "a note before": "Husk at trække vejret. {}".format,
    "a note after": "{}. Pres ikke nedad.".format,
    "wide spaces": lambda text: text.replace(" ", "\N{NO-BREAK SPACE} "),
}


@pytest.mark.parametrize("name", REWORDINGS)
def test_a_prescription_in_other_dress_is_the_same_dose_or_a_question(name: str) -> None:
    wrong = []
    for phrase in PHRASES:
        dose = understood(phrase)
        other = understood(REWORDINGS[name](phrase)) if dose else None
        if dose and other and _plain(other) != _plain(dose):
            wrong.append((phrase, said(dose), said(other)))
    assert not wrong


def _plain(dose: WordedDose) -> tuple[object, ...]:
    return dose.exercises, dose.rounds, dose.between_exercises, dose.how_often


LENGTHS = st.sampled_from((500, 1000, 1500, 4000, 6000, 10_000, 30_000)).map(Ms)


@st.composite
def prescriptions(draw: st.DrawFn) -> str:
    """Draw a prescription that has all it needs, in words of its own."""
    sets, reps = draw(st.integers(1, 4)), draw(st.integers(1, 8))
    noun = draw(st.sampled_from(("knib", "lange knib", "hurtige knib", "stræk", "planker", "bækkenløft", "armsving")))
    hold, rest, between = draw(LENGTHS), draw(LENGTHS), draw(LENGTHS)
    if "hurtige" in noun:
        hold = Ms(min(hold, 1500))
    more = draw(st.sets(st.sampled_from(("siddende", "med halv kraft", "3 gange dagligt", "i 6 uger")), max_size=3))
    parts = [f"{sets} sæt à {reps} {noun}", f"{hold} ms / {rest} ms"]
    parts += [f"{between} ms mellem sæt"] if sets > 1 else []
    return ", ".join([*parts, *sorted(more)])


@given(st.lists(prescriptions(), min_size=1, max_size=3).map("; derefter ".join))
def test_every_dose_is_a_routine_that_is_read_and_placed_whoever_speaks(text: str) -> None:
    dose = understood(text)
    assume(dose is not None)
    assert dose
    script = write(reader.read(as_routine(dose, text).encode(), "dosis.yaml"))
    for letter in (20, 75, 150):
        timeline = place(script, {cue: Ms(letter * len(cue.text) * 100 // cue.haste) for cue in script.cues})
        assert len(timeline.chapters) == len(dose.exercises) + 2


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=9).map(" ".join),
    st.sampled_from(("ikke 5", "mere 5", "no 3", "eller 4")),
)
def test_what_turns_a_meaning_around_is_never_ignored(text: str, words: str) -> None:
    assert understood(f"{text} , {words}") is None


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=9).map(" ".join))
def test_a_sentence_without_a_dose_is_kept_as_a_note(text: str) -> None:
    dose, noted = understood(text), understood(f"{text}. Spis flere gulerødder")
    if dose is not None and noted is not None:
        assert noted.notes[-1] == "Spis flere gulerødder"


@pytest.mark.parametrize("text", ["", "   ", "og", "(antaget)", "3 gange dagligt", "derefter", "à af med"])
def test_what_has_no_exercise_is_no_dose(text: str) -> None:
    assert understood(text) is None
