from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import FakeEngine
from knib.audio.clip import Clip
from knib.errors import VoiceError
from knib.plan.cue import Cue
from knib.voice.booth import Booth
from knib.voice.chain import Chain
from knib.voice.shelf import Shelf

HOLD, SLIP, PAUSE = Cue("Hold."), Cue("Slip helt."), Cue("Pause.")


class Casting:
    """A chain of fakes on one shelf, what it warned of, and who spoke each cue."""

    def __init__(self, folder: Path, *engines: FakeEngine) -> None:
        self.told: list[VoiceError] = []
        self.by: dict[str, str] = {}
        self.chain = Chain([Booth(engine, Shelf(folder)) for engine in engines], self.told.append)

    def speak(self, *cues: Cue) -> dict[Cue, Clip]:
        return self.chain.speak(cues, on_spoken=lambda cue, name: self.by.update({cue.text: name}))


def lone(*lines: Cue, mute: frozenset[str] = frozenset()) -> FakeEngine:
    return FakeEngine(name="lone", lines=frozenset(cue.text for cue in lines), mute=mute)


def test_each_cue_comes_from_the_first_voice_that_has_it(tmp_path: Path) -> None:
    first, second = lone(HOLD, PAUSE), FakeEngine(name="espeak")
    casting = Casting(tmp_path, first, second)
    clips = casting.speak(HOLD, SLIP, PAUSE, HOLD)
    assert casting.by == {"Hold.": "lone", "Slip helt.": "espeak", "Pause.": "lone"}
    assert [text for text, _ in first.asked] == ["Hold.", "Pause."]
    assert [text for text, _ in second.asked] == ["Slip helt."]
    assert list(clips) == [HOLD, SLIP, PAUSE]
    assert casting.told == []


def test_a_voice_that_fails_is_left_out_for_the_rest_and_the_next_takes_its_cues(tmp_path: Path) -> None:
    first, second = FakeEngine(name="piper", mute=frozenset({"Slip helt."})), FakeEngine(name="espeak")
    casting = Casting(tmp_path, first, second)
    casting.speak(HOLD, SLIP, PAUSE)
    assert casting.by == {"Hold.": "piper", "Slip helt.": "espeak", "Pause.": "espeak"}
    assert [text for text, _ in first.asked] == ["Hold.", "Slip helt."]
    (warning,) = casting.told
    assert "piper is left out, and the next one takes its lines: cue 'Slip helt.'" in str(warning)
    assert warning.cure == "say something else"


def test_a_voice_that_failed_is_asked_again_in_the_next_session(tmp_path: Path) -> None:
    first = FakeEngine(name="piper", mute=frozenset({"Slip helt."}))
    casting = Casting(tmp_path, first, FakeEngine(name="espeak"))
    casting.speak(SLIP)
    casting.speak(PAUSE)
    assert casting.by == {"Slip helt.": "espeak", "Pause.": "piper"}


def test_a_voice_that_is_not_ready_is_told_once_with_its_cure_and_never_asked(tmp_path: Path) -> None:
    first = FakeEngine(name="piper", ready=False)
    casting = Casting(tmp_path, first, FakeEngine(name="espeak"))
    casting.speak(HOLD, SLIP)
    assert first.asked == []
    (warning,) = casting.told
    assert "piper: asleep" in str(warning)
    assert warning.cure == "wake up piper"


def test_what_a_voice_once_spoke_is_taken_from_the_shelf_though_it_is_not_ready_now(tmp_path: Path) -> None:
    Casting(tmp_path, FakeEngine(name="gtts", online=True)).speak(HOLD)
    casting = Casting(tmp_path, FakeEngine(name="gtts", online=True, ready=False), FakeEngine(name="espeak"))
    casting.speak(HOLD, SLIP)
    assert casting.by == {"Hold.": "gtts", "Slip helt.": "espeak"}


def test_an_online_voice_is_asked_only_for_what_no_voice_before_it_has(tmp_path: Path) -> None:
    online = FakeEngine(name="gtts", online=True)
    Casting(tmp_path, lone(HOLD, PAUSE), online).speak(HOLD, SLIP, PAUSE)
    assert [text for text, _ in online.asked] == ["Slip helt."]


def test_a_voice_that_nothing_is_left_for_may_be_as_unready_as_it_likes(tmp_path: Path) -> None:
    casting = Casting(tmp_path, FakeEngine(name="espeak"), FakeEngine(name="piper", ready=False))
    casting.speak(HOLD)
    assert casting.told == []


def test_when_no_voice_is_ready_the_error_has_every_cure(tmp_path: Path) -> None:
    casting = Casting(tmp_path, FakeEngine(name="piper", ready=False), FakeEngine(name="gtts", ready=False))
    with pytest.raises(VoiceError, match=r"cue 'Hold\.': no voice .*piper: asleep; gtts: asleep") as caught:
        casting.speak(HOLD)
    assert caught.value.cure == "wake up piper; or wake up gtts"


def test_a_line_that_nobody_has_names_the_line_and_how_to_have_it_spoken(tmp_path: Path) -> None:
    casting = Casting(tmp_path, lone(HOLD), FakeEngine(name="mona", lines=frozenset()))
    with pytest.raises(VoiceError, match=r"cue 'Slip helt\.'.*lone: it does not have this line") as caught:
        casting.speak(HOLD, SLIP)
    assert caught.value.cure.endswith("--voice lone,mona,espeak")


def test_missing_lists_what_somebody_would_have_to_speak_and_speaks_nothing(tmp_path: Path) -> None:
    engines = [lone(HOLD, PAUSE), FakeEngine(name="espeak")]
    casting = Casting(tmp_path, *engines)
    casting.speak(HOLD, SLIP)
    asked = [list(engine.asked) for engine in engines]
    assert casting.chain.missing([HOLD, SLIP, PAUSE, Cue("Op.")]) == (PAUSE, Cue("Op."))
    assert [engine.asked for engine in engines] == asked


def test_an_engine_that_is_not_here_cannot_tell_its_identity_and_has_nothing_on_the_shelf(tmp_path: Path) -> None:
    class Gone(FakeEngine):
        def identity(self) -> dict[str, str]:
            raise VoiceError("gone")

    casting = Casting(tmp_path, Gone(name="gone", ready=False), FakeEngine(name="espeak"))
    casting.speak(HOLD)
    assert casting.by == {"Hold.": "espeak"}
    assert casting.chain.name == "gone, espeak"


CUES = [Cue(letter * 5) for letter in "abcdef"]


@given(st.lists(st.tuples(st.sets(st.sampled_from(CUES)), st.booleans()), min_size=1, max_size=4))
def test_every_cue_is_spoken_by_the_first_that_is_ready_and_knows_it(
    tmp_path_factory: pytest.TempPathFactory, voices: list[tuple[set[Cue], bool]]
) -> None:
    engines = [
        FakeEngine(name=f"v{place}", lines=frozenset(cue.text for cue in known), ready=ready)
        for place, (known, ready) in enumerate(voices)
    ]
    casting = Casting(tmp_path_factory.mktemp("shelf"), *engines, FakeEngine(name="last"))
    casting.speak(*CUES)
    for cue in CUES:
        able = [f"v{place}" for place, (known, ready) in enumerate(voices) if ready and cue in known]
        assert casting.by[cue.text] == [*able, "last"][0]


def test_a_voice_on_the_network_that_must_not_get_one_line_gets_none(tmp_path: Path) -> None:
    asleep, net, home = FakeEngine(name="a", ready=False), FakeEngine(name="b", online=True), FakeEngine(name="c")
    told: list[VoiceError] = []
    chain = Chain([Booth(engine, Shelf(tmp_path)) for engine in (asleep, net, home)], told.append)
    assert len(chain.speak([Cue("Hold."), Cue("Ring 12 34 56 78.")])) == 2
    assert net.asked == []
    assert home.asked == [("Hold.", 100), ("Ring 12 34 56 78.", 100)]
    assert [str(it).split(", ")[0] for it in told] == ["the voice a is left out", "the voice b is left out"]
    assert "a telephone number" in str(told[1])
