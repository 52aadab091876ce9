from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from knib.audio.take import Part
from knib.units import Ms
from knib.voice.recorded.judge import Found, Judgement, judge
from knib.voice.recorded.match import Evidence

LENGTHS = (800, 2400, 1500, 3000, 1000, 1900, 700, 2800)
SAME, OTHER = -0.35, 0.0


@dataclass
class Reading:
    """A take being read: parts as (line or None, ms), a second between them, and how unlike each is to what it is."""

    lengths: Sequence[int] = LENGTHS
    parts: list[Part] = field(default_factory=list)
    truth: list[int | None] = field(default_factory=list)
    now: int = 1000
    same: float = SAME

    def part(self, line: int | None, length: int = 0, pause: int = 1000) -> "Reading":
        length = length or (self.lengths[line] if line is not None else 400)
        self.parts.append(Part(Ms(self.now), Ms(self.now + length)))
        self.truth.append(line)
        self.now += length + pause
        return self

    def judged(self, **more: frozenset[int]) -> Judgement:
        bare = Evidence(parts=self.parts, lengths=[Ms(length) for length in self.lengths], unlike={})
        runs = [(first, count) for first in range(len(self.parts)) for count in bare.runs(first)]
        unlike = {run: [self.unlike(run, line) for line in range(len(self.lengths))] for run in runs}
        return judge(Evidence(parts=bare.parts, lengths=bare.lengths, unlike=unlike, **more))

    def unlike(self, run: tuple[int, int], line: int) -> float:
        lines = set(self.truth[run[0] : run[0] + run[1]])
        return self.same if lines == {line} else OTHER


def read(*lines: int) -> Reading:
    reading = Reading()
    for line in lines:
        reading.part(line)
    return reading


def test_a_take_as_it_should_be_is_sure_of_every_line() -> None:
    reading = read(*range(8))
    judgement = reading.judged()
    assert judgement.found == tuple(Found(part=part) for part in reading.parts)
    assert judgement.unused == ()


def test_a_slow_reader_is_sure_too_and_the_pace_is_told() -> None:
    reading = Reading()
    for line, length in enumerate(LENGTHS):
        reading.part(line, length * 3 // 2)
    judgement = reading.judged()
    assert [found.why for found in judgement.found] == [""] * 8
    assert 1.35 < judgement.pace < 1.65


def test_of_a_line_that_is_read_twice_the_last_reading_counts() -> None:
    reading = read(0, 1, 2, 2, 3, 4, 5, 6, 7)
    judgement = reading.judged(again=frozenset({2}))
    assert judgement.found[2] == Found(part=reading.parts[3])
    assert judgement.unused == (reading.parts[2],)


def test_a_missing_line_is_missing_and_moves_nothing() -> None:
    reading = read(0, 1, 2, 4, 5, 6, 7)
    judgement = reading.judged()
    assert judgement.found[3] == Found(part=None)
    assert judgement.found[4] == Found(part=reading.parts[3])


def test_a_repeated_line_in_place_of_a_missing_one_of_the_same_length_is_not_taken_for_it() -> None:
    reading = Reading(lengths=[1500] * 8)
    for line in (0, 1, 2, 2, 4, 5, 6, 7):
        reading.part(line)
    found = reading.judged(again=frozenset({2})).found
    assert found[3].part is None or found[3].why


def test_a_cough_is_no_line() -> None:
    reading = read(0, 1, 2).part(None).part(3).part(4).part(5).part(6).part(7)
    judgement = reading.judged()
    assert judgement.unused == (reading.parts[3],)
    assert all(found.part and not found.why for found in judgement.found)


def test_a_cough_in_place_of_a_line_of_its_length_is_doubted() -> None:
    reading = read(0, 1, 2, 3, 4, 5).part(None, 700).part(7)
    found = reading.judged().found[6]
    assert found.part is None or found.why


def test_a_line_with_a_pause_at_its_comma_is_one_line() -> None:
    reading = read(0, 1, 2).part(3, 1300, pause=400).part(3, 1300).part(4).part(5).part(6).part(7)
    assert reading.judged().found[3] == Found(part=Part(reading.parts[3].start, reading.parts[4].end))


def test_two_lines_without_a_pause_are_told() -> None:
    reading = read(0, 1, 2).part(None, 4200).part(5).part(6).part(7)
    found = reading.judged().found
    assert found[3].part == found[4].part == reading.parts[3]
    assert found[3].why == found[4].why == "no pause heard between lines 4 and 5"


def test_a_line_of_another_length_is_doubted() -> None:
    reading = read(0, 1, 2).part(3, 6000).part(4).part(5).part(6).part(7)
    assert reading.judged().found[3].why == "much longer than expected"


def test_another_routine_altogether_is_doubted_line_by_line() -> None:
    reading = Reading(same=0.0)
    for line in range(8):
        reading.part(line)
    assert all(found.why or found.part is None for found in reading.judged().found)


def test_what_the_voice_has_already_need_not_be_read() -> None:
    reading = read(2, 5)
    judgement = reading.judged(known=frozenset({0, 1, 3, 4, 6, 7}))
    assert [found.part for found in judgement.found] == [
        reading.parts[[2, 5].index(line)] if line in {2, 5} else None for line in range(8)
    ]
    assert not judgement.found[2].why
    assert not judgement.found[5].why


@st.composite
def readings(draw: st.DrawFn) -> tuple[Reading, frozenset[int]]:
    """Draw a reader who leaves out, repeats, coughs, stops at commas and varies by a tenth."""
    lengths = draw(st.lists(st.integers(300, 3500), min_size=5, max_size=9))
    reading, again = Reading(lengths=lengths), set()
    for line, length in enumerate(lengths):
        fate = draw(st.sampled_from(("read", "read", "read", "left out", "again", "cough", "comma")))
        varied = length * draw(st.integers(90, 110)) // 100
        pause = draw(st.integers(600, 3000))
        if fate == "left out":
            continue
        if fate == "again":
            again.add(len(reading.parts))
            reading.part(line, varied, pause)
        if fate == "cough":
            reading.part(None, draw(st.integers(150, 600)), pause)
        if fate == "comma" and length > 1200:
            reading.part(line, varied // 2 - 200, draw(st.integers(300, 500)))
            varied = varied // 2 - 200
        reading.part(line, varied, pause)
    return reading, frozenset(again)


@settings(max_examples=12)
@given(readings())
def test_no_line_is_ever_given_another_lines_sound_without_a_word(drawn: tuple[Reading, frozenset[int]]) -> None:
    reading, again = drawn
    for line, found in enumerate(reading.judged(again=again).found if reading.parts else ()):
        if found.part and not found.why:
            inside = {
                truth
                for part, truth in zip(reading.parts, reading.truth, strict=True)
                if found.part.start <= part.start < found.part.end
            }
            assert inside == {line}
