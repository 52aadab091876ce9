"""Listens to a finished session as a patient would, and compares it with the plan that it carries.

Every cue is looked for at its sample, every silence is listened to, and the whole is put through a loudness meter. It
needs PyAV; a session of an hour takes some seconds.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, assert_never

from knib.audio import seams
from knib.audio.clip import RATE, SAMPLE_BYTES
from knib.audio.form import Format
from knib.audio.formats import decoded, library
from knib.audio.hearing import QUIET, Finding, Heard, Window, around, cut_out, find, level, loudest
from knib.audio.level import TARGET
from knib.audio.loudness import loudness
from knib.audio.meter import Meter, Reading
from knib.errors import SoundError
from knib.export.containers import form_of, read_back
from knib.export.imprint import Conditions, Expected, Imprint, Under, unpacked
from knib.units import Ms, exact_clock
from knib.values import dataclass

if TYPE_CHECKING:
    from knib.audio.hearing import Wave

PER_MS: Final = RATE // 1000

LATEST: Final = PER_MS
"""Samples by which a cue may miss its moment: 1 ms."""

CHANGED: Final = 1.5
"""dB by which a cue may be louder or softer than it was recorded, if it was not levelled: what a codec may do to it."""

TOLERANCE: Final = 1.0
"""LU that a levelled session may be over its loudness, and a cue in it off the other cues."""

HIGHEST_PEAK: Final = -1.0
"""dBTP that no session may pass."""

MUSIC: Final = 1.0
"""dB that music under a cue may add to it, now and then."""

BED: Final = -36.0
"""dB of full scale (RMS) at which the bed lies."""

BED_TOLERANCE: Final = 1.5

AFTER: Final = Ms(150)
"""Left out after a sound, where a codec lets it die away."""

BEFORE: Final = Ms(60)
"""Left out before a sound, where a codec lets it be heard too early: a little more than two frames."""

SHORTEST_GAP: Final = Ms(100)

LONGEST_STRETCH: Final = Ms(10_000)
"""A gap is listened to in stretches no longer than this, so that a long rest takes no more memory than a short one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Something that is wrong with a finished session.

    `code` names it ("missing", "cut", "late") and never changes with the wording of `message`. `at` is where, in ms
    from the start; None for the file as a whole.
    """

    code: str
    message: str
    at: Ms | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was found out about a session. `length` and `cues` are those of its plan. A good one has no faults.

    `voices` tells how many of the cues each voice speaks, as far as the file tells.
    """

    form: Format
    title: str = ""
    length: Ms | None = None
    cues: int = 0
    voices: Mapping[str, int] = field(default_factory=dict)
    reading: Reading | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch in which no cue sounds, in ms. `rest` is where the whole silence begins of which it is a part."""

    start: Ms
    end: Ms
    rest: Ms


def verify(data: bytes) -> Report:
    """Listen to a finished session.

    Raises:
        SoundError: it is no sound file of a format that sessions have, or PyAV is not installed.
    """
    form = form_of(data)
    library()  # Missing, it is no fault of the file.
    try:
        plan = unpacked(read_back(data).plan)
    except SoundError as err:
        message = f"it carries no plan to compare it with ({err}); its tags were changed, or Knib did not make it"
        return Report(form=form, faults=(Fault(code="no-plan", message=message),))
    faults, reading = _listened(data, plan)
    if form is Format.MP3:
        faults.extend(_seams(data, plan))
    faults.extend(_loudness(reading, plan.conditions))
    ordered = tuple(sorted(faults, key=lambda fault: -1 if fault.at is None else fault.at))
    voices = Counter(cue.voice for cue in plan.cues if cue.voice)
    return Report(
        form=form,
        title=plan.title,
        length=plan.length,
        cues=len(plan.cues),
        voices=dict(voices),
        reading=reading,
        faults=ordered,
    )


def _listened(data: bytes, plan: Imprint) -> tuple[list[Fault], Reading]:
    """Hear the whole session once, from start to end."""
    meter, faults = Meter(), list[Fault]()
    samples = 0

    def passed() -> Iterator[bytes]:
        nonlocal samples
        try:
            for piece in decoded(data):
                samples += len(piece) // SAMPLE_BYTES
                meter.take(piece)
                yield piece
        except SoundError as err:
            faults.append(Fault(code="damaged", message=str(err), at=Ms(samples // PER_MS)))

    pieces = passed()
    faults.extend(_compared(pieces, plan))
    for _ in pieces:  # what comes after the last window
        continue
    if samples != plan.length * PER_MS:
        lasts = exact_clock(Ms(samples // PER_MS))
        faults.append(Fault(code="length", message=f"it lasts {lasts}, and should last {exact_clock(plan.length)}"))
    return faults, meter.reading()


def _compared(pieces: Iterable[bytes], plan: Imprint) -> Iterator[Fault]:
    """Find every cue, and listen to every gap."""
    parts: list[tuple[Window, Expected | _Gap]] = [(around(cue.start, len(cue.outline)), cue) for cue in plan.cues]
    parts += [(Window(gap.start * PER_MS, gap.end * PER_MS), gap) for gap in _gaps(plan)]
    parts.sort(key=lambda part: part[0])
    levels: list[tuple[Expected, float]] = []
    told = set[Ms]()  # One fault for each rest, however many stretches of it are wrong.
    for wave, (_, part) in zip(cut_out(pieces, [window for window, _ in parts]), parts, strict=True):
        if isinstance(part, _Gap):
            for fault in () if part.rest in told else GAPS[plan.conditions.under](part, wave):
                told.add(part.rest)
                yield fault
            continue
        heard = find(part.outline, wave)
        yield from _placed(part, heard)
        if heard.finding is Finding.THERE and not heard.lacking:
            levels.append((part, _level(part, heard, plan.conditions)))
    yield from _levels([own for own in levels if own[0].spoken], plan.conditions)
    yield from _levels([own for own in levels if not own[0].spoken], plan.conditions)


def _level(cue: Expected, heard: Heard, conditions: Conditions) -> float:
    """Give how much louder a cue is than it should be, in dB: than all are levelled to, or than it was recorded."""
    if conditions.levelled and cue.spoken:
        return loudness(heard.sound) - TARGET
    return heard.gain


def _gaps(plan: Imprint) -> Iterator[_Gap]:
    """Give all that lies between the cues, in stretches that are alike in length and at most `LONGEST_STRETCH`."""
    ends = [Ms(-AFTER), *(cue.end for cue in plan.cues)]
    starts = [*(cue.start for cue in plan.cues), Ms(plan.length + BEFORE)]
    for end, start in zip(ends, starts, strict=True):
        first, last = Ms(end + AFTER), Ms(start - BEFORE)
        if last - first >= SHORTEST_GAP:
            count = -(-(last - first) // LONGEST_STRETCH)
            borders = [Ms(first + (last - first) * number // count) for number in range(count + 1)]
            yield from (_Gap(begin, stop, first) for begin, stop in pairwise(borders))


def _silence(gap: _Gap, wave: "Wave") -> Iterator[Fault]:
    loud, place = loudest(wave)
    if loud > QUIET:
        message = f"there is sound of {loud:.0f} dB where silence should be"
        yield Fault(code="noise", message=message, at=Ms(gap.start + place))


def _bed(gap: _Gap, wave: "Wave") -> Iterator[Fault]:
    heard = level(wave)
    if abs(heard - BED) > BED_TOLERANCE:
        message = f"the bed lies at {heard:.1f} dB, and should lie at {BED:.0f} dB"
        yield Fault(code="bed", message=message, at=gap.start)


def _anything(_gap: _Gap, _wave: "Wave") -> Iterator[Fault]:
    return iter(())


GAPS: Final[dict[Under, Callable[[_Gap, "Wave"], Iterator[Fault]]]] = {
    Under.SILENCE: _silence,
    Under.BED: _bed,
    Under.BACKGROUND: _anything,
}
"""How each kind of gap is listened to."""


def _placed(cue: Expected, heard: Heard) -> Iterator[Fault]:
    """Say what is wrong with where a cue is, and with how much of it is there."""
    match heard.finding:
        case Finding.MISSING:
            yield Fault(code="missing", message=f"{cue.name} is missing: nothing is heard there", at=cue.start)
        case Finding.OTHER:
            yield Fault(code="other", message=f"something else is heard where {cue.name} should be", at=cue.start)
        case Finding.THERE:
            yield from _whole(cue, heard)
        case _:
            assert_never(heard.finding)


def _whole(cue: Expected, heard: Heard) -> Iterator[Fault]:
    if abs(heard.shift) > LATEST:
        code = "late" if heard.shift > 0 else "early"
        yield Fault(code=code, message=f"{cue.name} is {abs(heard.shift) / PER_MS:.1f} ms {code}", at=cue.start)
    for start, _ in heard.lacking[:1]:
        lost = sum(last - first for first, last in heard.lacking)
        message = f"{cue.name} is cut: {lost} ms of its {len(cue.outline)} ms are not there"
        yield Fault(code="cut", message=message, at=Ms(cue.start + start))


def _levels(levels: list[tuple[Expected, float]], conditions: Conditions) -> Iterator[Fault]:
    """Compare how loud cues are: first all of them together with what they should be, then each with the others."""
    if not levels:
        return
    common = median(level for _, level in levels)
    most = TOLERANCE if conditions.levelled and levels[0][0].spoken else CHANGED
    if conditions.under is Under.BACKGROUND:
        most += MUSIC
    if abs(common) > CHANGED:
        every = "every cue" if levels[0][0].spoken else "every tone"
        yield Fault(code=_code(common), message=f"{every} is {_much(common)} than it should be")
    for cue, own in levels:
        if abs(own - common) > most:
            message = f"{cue.name} is {_much(own - common)} than the others"
            yield Fault(code=_code(own - common), message=message, at=cue.start)


def _code(gain: float) -> str:
    return "loud" if gain > 0 else "soft"


def _much(gain: float) -> str:
    return f"{abs(gain):.1f} dB {'louder' if gain > 0 else 'softer'}"


def _seams(data: bytes, plan: Imprint) -> Iterator[Fault]:
    """Look at the frames of an MP3: what is broken in them is what decoders hide."""
    for message in seams.faults(data, plan.length * PER_MS):
        yield Fault(code="seam", message=message)


def _loudness(reading: Reading, conditions: Conditions) -> Iterator[Fault]:
    """Say whether the whole is too loud.

    Too soft it cannot be: tones and a background make few words measure less, and each cue is measured by itself.
    """
    if conditions.levelled and reading.loudness - TARGET > TOLERANCE:
        message = (
            f"it measures {reading.loudness:.1f} LUFS, and should measure {TARGET:.0f}, +{TOLERANCE:.0f} LU at most"
        )
        yield Fault(code="loudness", message=message)
    if reading.peak > HIGHEST_PEAK:
        message = f"it peaks at {reading.peak:.1f} dBTP, and may peak at {HIGHEST_PEAK:.0f}"
        yield Fault(code="peak", message=message)
