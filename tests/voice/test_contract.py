"""What every engine promises, asked of every engine: real client code, with a real server or model where it has one."""

import json
import sys
import threading
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress

import pytest

from knib.audio.clip import RATE, Clip
from knib.audio.trim import trim
from knib.errors import VoiceError
from knib.voice.engine import ENGINES, Engine, load, names, split, status_of
from knib.voice.lengths import implausible
from stages import STAGES, Stage

ODD_TEXTS = [
    "[[kn'i:b]] og løft",
    "a\0b",
    "\ud800 knib",
    "knib 🙂",
    "<b>knib</b> & løft",
    "Knib og løft. " * 30,
    "-v en",
]

_watching: dict[int, list[str]] = {}


def _hear(event: str, _arguments: tuple[object, ...]) -> None:
    heard = _watching.get(threading.get_ident()) if _watching else None
    if heard is not None:
        heard.append(event)


sys.addaudithook(_hear)  # it cannot be taken away again, and costs next to nothing while nobody watches


@contextmanager
def watching() -> Iterator[list[str]]:
    """Note what this thread does to the world outside: files, sockets, programs (PEP 578)."""
    heard = _watching.setdefault(threading.get_ident(), [])
    try:
        yield heard
    finally:
        del _watching[threading.get_ident()]


@pytest.fixture(params=sorted(STAGES), scope="module")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with ExitStack() as opened:
        yield STAGES[request.param](tmp_path_factory.mktemp("stage"), opened)


@pytest.fixture(scope="module")
def engine(stage: Stage) -> Engine:
    return stage.engine()


def say(engine: Engine, text: str, pace: int = 100) -> Clip:
    return engine.speak(engine.text_for(text), pace)


def test_every_engine_of_knibs_own_is_asked_and_one_of_another_package() -> None:
    assert set(STAGES) == {*ENGINES, "fake"}


def test_it_is_called_what_a_person_calls_it(stage: Stage, engine: Engine) -> None:
    assert engine.name == stage.name
    assert load(engine.name, stage.means).name == engine.name
    assert split(engine.name)[0] in names()


def test_it_speaks_at_24_khz_for_as_long_as_it_takes_to_say(stage: Stage, engine: Engine) -> None:
    for line in stage.lines:
        clip = say(engine, line)
        assert clip.rate == RATE
        assert not implausible(clip, line, 100)


def test_it_begins_and_ends_without_silence(stage: Stage, engine: Engine) -> None:
    for line in stage.lines:
        clip = say(engine, line)
        assert clip.length - trim(clip).length <= 1


def test_the_same_text_gives_the_same_samples(stage: Stage, engine: Engine) -> None:
    first = [say(engine, line) for line in stage.lines]
    assert [say(engine, line) for line in reversed(stage.lines)] == first[::-1]
    assert [say(stage.engine(), line) for line in stage.lines] == first


def test_from_eight_threads_at_once_it_speaks_as_from_one(stage: Stage) -> None:
    alone = {line: say(stage.engine(), line) for line in stage.lines}
    engine = stage.engine()  # which nobody has asked anything yet
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda line: (line, say(engine, line)), stage.lines * 8)
        assert all(clip == alone[line] for line, clip in together)


def test_slower_is_longer_and_faster_is_shorter(stage: Stage, engine: Engine) -> None:
    slow, even, fast = (sum(say(engine, line, pace).samples for line in stage.lines) for pace in (75, 100, 130))
    assert (slow > even > fast) if stage.paced else (slow == even == fast)


def test_danish_letters_are_heard(stage: Stage, engine: Engine) -> None:
    say(engine, stage.lines[-1])
    if stage.lettered:
        assert len({say(engine, text) for text in ("Lad bo.", "Låd bo.", "Lad bø.", "Læd bo.")}) == 4
        assert say(engine, unicodedata.normalize("NFD", "Blå bær.")) == say(engine, "Blå bær.")


def test_its_identity_is_words_and_stays(stage: Stage, engine: Engine) -> None:
    told = engine.identity()
    assert told
    assert {type(word) for words in told.items() for word in words} == {str}
    assert json.loads(json.dumps(dict(told))) == dict(told)
    say(engine, stage.lines[0])
    assert engine.identity() == told == stage.engine().identity()


def test_how_a_cue_is_read_is_always_the_same_and_touches_nothing(stage: Stage) -> None:
    engine = stage.engine()
    with watching() as heard:
        first = [engine.text_for(line) for line in (*stage.lines, *ODD_TEXTS)]
    assert heard == []
    assert [stage.engine().text_for(line) for line in (*stage.lines, *ODD_TEXTS)] == first


def test_it_knows_what_it_can_say(stage: Stage, engine: Engine) -> None:
    assert all(engine.knows(line) for line in stage.lines)


def test_any_text_is_spoken_or_refused_in_words(engine: Engine) -> None:
    for text in ODD_TEXTS:
        if engine.knows(text):
            assert say(engine, text).samples


def test_nothing_cannot_be_said(engine: Engine) -> None:
    with pytest.raises(VoiceError) as caught:
        engine.speak("", 100)
    assert caught.value.cure


def test_its_status_is_told_without_a_word_over_the_network(stage: Stage) -> None:
    with watching() as heard:
        status = stage.engine().status()
    assert status.ready
    assert status.detail
    assert not status.cure
    assert [event for event in heard if event.startswith("socket.")] == []
    assert status_of(stage.name, stage.means) == status


def test_whether_it_sends_anything_away_is_known_before_it_speaks(stage: Stage) -> None:
    with watching() as heard:
        assert isinstance(stage.engine().online, bool)
    assert [event for event in heard if event.startswith("socket.")] == []


def test_without_what_it_needs_it_says_what_to_do(stage: Stage) -> None:
    for make in stage.unusable:
        engine = make()
        status = engine.status()
        assert not status.ready
        assert status.detail
        assert status.cure
        assert engine.text_for("Knib og løft.")
        assert isinstance(engine.online, bool)
        with suppress(VoiceError):  # who has read which lines, when there is nobody?
            assert isinstance(engine.knows("Knib og løft."), bool)
        with pytest.raises(VoiceError) as caught:
            engine.speak("Knib og løft.", 100)
        assert caught.value.cure == status.cure
        assert status.detail in str(caught.value)
