"""The ready routines, held against the clinic's table of doses, its wording and its pacing.

Everything is timed with a voice of 75 ms a letter; the last test asks the embedded voice itself.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

import jsonschema
import pytest
import yaml

from knib.plan.cue import Cue
from knib.plan.place import place
from knib.plan.script import Beat, Script, write
from knib.plan.timeline import Role, Span, Timeline
from knib.spec import library
from knib.spec.model import Count, Counting, Kind, Routine, Tone
from knib.spec.reader import read
from knib.spec.schema import EDITOR_LINE, schema
from knib.studio import pace_of
from knib.units import Ms
from knib.voice.engines.espeak import Espeak

SQUEEZING = tuple(name for name in library.ids() if name != "afspaending")

WORKING = {Kind.WORK, Kind.HOLD}

each = pytest.mark.parametrize("name", library.ids())
each_squeezing = pytest.mark.parametrize("name", SQUEEZING)


@cache
def routine(name: str, *settings: tuple[str, str]) -> Routine:
    return read(library.load(name), f"{name}.yaml", dict(settings))


@cache
def script(name: str) -> Script:
    return write(routine(name))


@cache
def timeline(name: str, *settings: tuple[str, str]) -> Timeline:
    written = write(routine(name, *settings))
    return place(written, {cue: Ms(75 * len(cue.text)) for cue in written.cues})


def dose(name: str, *settings: tuple[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Give the kinds and seconds of every phase of each exercise, in order."""
    spans: dict[str, list[tuple[str, int]]] = {}
    for span in timeline(name, *settings).spans:
        spans.setdefault(span.exercise, []).append((str(span.kind), (span.end - span.start) // 1000))
    return spans


def said(name: str) -> list[str]:
    return [cue.text for cue in script(name).cues]


def beats(name: str) -> list[Beat]:
    return [act for act in script(name).acts if isinstance(act, Beat)]


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def heard_in(name: str, span: Span) -> list[tuple[Ms, Role]]:
    """Give the moments from the phase's start, and the roles, of the words heard in a phase."""
    placed = timeline(name).placed
    return [(Ms(it.start - span.start), it.role) for it in placed if span.start <= it.start < span.end]


def test_there_is_one_file_for_each_id() -> None:
    names = {path.name for path in files(library).iterdir() if path.name.endswith(".yaml")}
    assert names == {f"{name}.yaml" for name in library.ids()}


@pytest.mark.parametrize("name", ["hoste", "", "hosteknib.yaml", "../library/hosteknib", "__init__"])
def test_an_unknown_id_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        library.load(name)


@each
def test_an_id_can_be_typed_on_any_keyboard(name: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)


@each
def test_the_first_line_is_the_one_that_editors_need(name: str) -> None:
    assert library.load(name).decode().splitlines()[0] == EDITOR_LINE


@each
def test_a_ready_routine_follows_the_schema_that_editors_get(name: str) -> None:
    jsonschema.validate(yaml.safe_load(library.load(name)), schema())


@each
def test_a_ready_routine_says_whose_it_is_and_where_it_comes_from(name: str) -> None:
    it = routine(name)
    assert all([it.about, it.for_whom, it.ask_first, it.safety])
    assert "vores egne" in it.source.lower()
    assert it.voice.pace == "rolig"


@each
def test_every_exercise_has_a_starting_position(name: str) -> None:
    assert all(exercise.position for exercise in routine(name).exercises)


@each
def test_a_session_is_short_enough_to_be_done(name: str) -> None:
    """Under five minutes; four positions of ten breaths take nearly seven by themselves."""
    assert timeline(name).length <= (510_000 if name == "afspaending" else 300_000)


# Wording


@each
def test_what_is_said_has_8_words_or_fewer(name: str) -> None:
    assert [text for text in said(name) if words(text) > 8] == []


@each
def test_what_is_said_during_work_has_6_words_or_fewer(name: str) -> None:
    at_work = [line.cue.text for beat in beats(name) if beat.kind in WORKING for line in beat.lines]
    assert [text for text in at_work if words(text) > 6] == []


@each
def test_what_is_said_is_calm(name: str) -> None:
    assert not [text for text in said(name) if "!" in text or (text.isupper() and len(text) > 1)]


@each
def test_the_session_says_when_to_stop(name: str) -> None:
    assert {"afspaending": "Bliver du svimmel, så stop."}.get(name, "Stop, hvis det gør ondt.") in said(name)


@each_squeezing
def test_nobody_is_told_to_train_while_urinating(name: str) -> None:
    about_urine = [text for text in said(name) if re.search(r"tis|urin|stråle", text.lower())]
    assert about_urine == ["Lav ikke knib, mens du tisser."]


@each
def test_the_session_ends_with_the_closing_words(name: str) -> None:
    spoken = [placed.sound.text for placed in timeline(name).placed if isinstance(placed.sound, Cue)]
    assert spoken[-2:] == ["Godt.", "Du er færdig for i dag."]


@each_squeezing
def test_every_squeeze_is_followed_by_a_spoken_release(name: str) -> None:
    for exercise in routine(name).exercises:
        row = [span for span in timeline(name).spans if span.exercise == exercise.name]
        after = [row[place + 1] for place, span in enumerate(row) if span.kind is Kind.WORK]
        # Between a squeeze and its release the knack has a cough.
        released = [row[row.index(span) + 1] if span.kind is Kind.HOLD else span for span in after]
        assert {span.label for span in released} <= {"Slip helt.", "Slip."}
        assert len(released) == exercise.dose.reps


def test_the_relaxing_routine_never_squeezes() -> None:
    assert {span.kind for span in timeline("afspaending").spans} == {Kind.INHALE, Kind.EXHALE, Kind.MOVE}
    assert not [text for text in said("afspaending") if "knib" in text.lower() and "ikke" not in text]


# Pacing


@each
def test_a_countdown_is_3_long_at_most_and_only_in_phases_of_6_s_or_more(name: str) -> None:
    counting = [beat for beat in beats(name) if beat.count]
    assert all(beat.count == Count(way=Counting.LAST, last=3) and beat.length >= 6000 for beat in counting)


@each
def test_ticks_are_for_phases_of_3_to_6_s(name: str) -> None:
    assert all(3000 <= beat.length <= 6000 for beat in beats(name) if Tone.TICK in beat.tones)


@each
def test_a_hold_of_8_s_has_one_line_in_its_first_half_and_is_quiet_then(name: str) -> None:
    for span in timeline(name).spans:
        length = span.end - span.start
        if span.kind in WORKING and length >= 8000:
            lines = [at for at, role in heard_in(name, span) if role in {Role.CUE, Role.REMINDER, Role.SAY}]
            assert len(lines) == 1
            assert lines[0] <= length // 2


@each
def test_no_gap_is_longer_than_20_s(name: str) -> None:
    """Listeners would think that playback has stopped."""
    placed = timeline(name).placed
    gaps = [after.start - before.end for before, after in pairwise(placed)]
    assert max(gaps) <= 20_000


@each
def test_an_announcement_ends_300_ms_before_its_exercise(name: str) -> None:
    spans, placed = timeline(name).spans, timeline(name).placed
    for exercise in routine(name).exercises:
        border = next(span.start for span in spans if span.exercise == exercise.name)
        ended = max(it.end for it in placed if it.role is Role.SAY and it.start < border)
        assert border - ended >= 300


@each
def test_a_command_after_4_s_of_silence_has_a_tone_before_it(name: str) -> None:
    """Bluetooth speakers and hearing aids swallow the first syllable after silence."""
    abrupt = [
        after
        for before, after in pairwise(timeline(name).placed)
        if after.role is Role.COMMAND and after.start - before.end > 4000
    ]
    assert abrupt == []


# Doses


def test_finding_the_muscle_is_5_short_squeezes_and_3_longer_ones() -> None:
    assert dose("find-musklen") == {
        "Korte, lette knib": [("work", 2), ("rest", 4)] * 5 + [("rest", 15)],
        "Lidt længere knib": [("work", 5), ("rest", 8)] * 3,
    }


def test_finding_the_muscle_grows_to_10_short_squeezes_and_10_of_8_s() -> None:
    grown = dose("find-musklen", ("short", "10"), ("long", "10"), ("hold", "8 s"))
    assert grown["Korte, lette knib"][:-1] == [("work", 2), ("rest", 4)] * 10
    assert grown["Lidt længere knib"] == [("work", 8), ("rest", 8)] * 10


def test_the_weak_start_is_10_times_3_and_3() -> None:
    assert dose("blid-start") == {"Korte knib": [("work", 3), ("rest", 3)] * 10}


def test_the_weak_start_grows_to_10_and_10() -> None:
    grown = dose("blid-start", ("hold", "10 s"), ("rest", "10 s"), ("count", "last 3"))
    assert grown == {"Korte knib": [("work", 10), ("rest", 10)] * 10}


def test_slow_and_quick_is_10_times_10_and_4_then_10_times_1_and_1() -> None:
    assert dose("lange-og-hurtige") == {
        "Lange knib": [("work", 10), ("rest", 4)] * 10 + [("rest", 15)],
        "Hurtige knib": [("work", 1), ("rest", 1)] * 10,
    }


def test_endurance_is_6_times_10_and_10() -> None:
    assert dose("udholdenhed") == {"Udholdenhedsknib": [("work", 10), ("rest", 10)] * 6}


def test_the_knack_is_a_squeeze_before_and_through_5_coughs() -> None:
    assert dose("hosteknib") == {"Hosteknib": [("work", 2), ("hold", 2), ("rest", 8)] * 5}
    assert {span.label for span in timeline("hosteknib").spans if span.kind is Kind.HOLD} == {"Host."}


def test_relaxation_is_10_breaths_of_4_and_6_in_each_of_4_positions() -> None:
    breaths = [("inhale", 4), ("exhale", 6)] * 10
    assert dose("afspaending") == {
        "På ryggen": [*breaths, ("move", 15)],
        "På siden": [*breaths, ("move", 15)],
        "Siddende": [*breaths, ("move", 15)],
        "Stående": breaths,
    }
    assert len({exercise.position for exercise in routine("afspaending").exercises}) == 4


@pytest.mark.parametrize("name", [name for name in SQUEEZING if "count" in routine(name).parameters])
def test_the_countdown_can_be_switched_off(name: str) -> None:
    assert not [it for it in timeline(name, ("count", "none")).placed if it.role is Role.COUNT]


@each
def test_every_line_fits_when_the_embedded_voice_speaks_it(name: str) -> None:
    voice, pace = Espeak(), pace_of(routine(name))
    written = write(routine(name))
    assert place(written, {cue: voice.speak(voice.text_for(cue.text), pace).length for cue in written.cues}).spans
