from pathlib import Path
from xml.etree import ElementTree as ET

from fakes import FakeEngine
from knib.plan.place import place
from knib.plan.script import write
from knib.plan.timeline import Timeline
from knib.share.strip import COLOURS, columns, svg
from knib.spec.model import Kind
from knib.spec.reader import read
from knib.units import Ms

GOLDEN = Path(__file__).parent / "golden" / "strip.svg"

TEXT = """\
routine: "Knib & <slip>"
exercises:
  - {name: Knib, reps: 2, phases: [{work: Knib., for: 4 s}, {rest: "", for: 6 s}]}
  - {name: "Ro & <fred>", phases: [{inhale: Ind., for: 4 s}, {exhale: Ud., for: 6 s}]}
"""


def timeline(text: str = TEXT) -> Timeline:
    script = write(read(text.encode(), "x"))
    return place(script, {cue: FakeEngine().speak(cue.text, 100).length for cue in script.cues})


def test_the_picture_is_the_one_that_was_looked_at() -> None:
    assert svg(timeline()) == GOLDEN.read_text(encoding="utf-8")


def test_markup_in_a_title_shows_as_text() -> None:
    drawn = svg(timeline())
    assert "<fred>" not in drawn
    texts = [element.text for element in ET.fromstring(drawn).iter()]
    assert "Knib & <slip>, 0:27" in texts


def test_each_column_has_the_kind_at_its_middle() -> None:
    # 1 s lead, 4 work, 6 rest, 4 work, 4 in, 6 out, 2 tail: 27 s (the last rest of an exercise is dropped)
    assert timeline().length == Ms(27_000)
    expected = (
        [None]
        + [Kind.WORK] * 4
        + [Kind.REST] * 6
        + [Kind.WORK] * 4
        + [Kind.INHALE] * 4
        + [Kind.EXHALE] * 6
        + [None] * 2
    )
    assert columns(timeline(), 27) == expected


def test_a_long_session_is_still_a_small_picture() -> None:
    long = timeline(TEXT.replace("reps: 2", "reps: 4000"))
    assert len(svg(long)) < 200_000


def test_every_kind_has_its_own_colour() -> None:
    assert len({COLOURS[kind] for kind in Kind}) == len(Kind)
