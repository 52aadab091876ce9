"""A routine as written: every key, its shape and its meaning."""

from dataclasses import replace
from typing import Final

from knib.errors import Origin
from knib.spec import cycle
from knib.spec.choices import Pace, ToneSet, Wake
from knib.spec.exercise_keys import too_many_phases
from knib.spec.how_often_keys import HOW_OFTEN
from knib.spec.keys import Key, Keys, Values
from knib.spec.model import Exercise, Fit, Pacing, Pause, Position, Routine, Say, Sound, Step, VoiceChoice
from knib.spec.pacing_keys import PacingRules, SessionLength
from knib.spec.parameters import Parameters
from knib.spec.phase_keys import left_out, phase_keys
from knib.spec.placeholders import BETWEEN_POSITIONS
from knib.spec.rounds import EXERCISES, IN_A_PART, MAX_EXERCISES, count_written_out, placed_within, written_out
from knib.spec.shapes import Choice, Desk, Flag, Length, ListOf, Map, OneOrMore, ShortOrLong
from knib.spec.shared import Shared
from knib.spec.texts import NOTE, WORD, Line
from knib.spec.tree import Node, below, shown
from knib.units import HOUR, Ms


def _step(values: Values, node: Node, path: str, desk: Desk) -> Step | None:
    if ("say" in values) == ("pause" in values):
        desk.tell(node, path, "not-one-step", "one step is one 'say' or one 'pause'", "begin each one with '- '")
        return None
    if "say" in values:
        return Say(text=values["say"], keep=values.get("keep", False), safety=values.get("safety", False))
    marks = [mark for mark in ("keep", "safety") if mark in values]
    for mark in marks:
        hint = "a pause stands when the 'say' before it does"
        desk.tell(below(node, mark), f"{path}.{mark}", "keep-without-say", f"'{mark}' belongs to a 'say'", hint)
    return None if marks else Pause(values["pause"])


STEP: Final = Keys[Step](
    {
        "say": Key(Line(), "What is said; it takes as long as the voice takes."),
        "pause": Key(Length(Ms(0), HOUR), "A silence, in place of the usual 0,35 s after a sentence."),
        "keep": Key(Flag(), "Whether this line of the intro is said in the short variant, too."),
        "safety": Key(Flag(), "Whether this is a safety line, which is heard in every variant."),
    },
    _step,
    {"oneOf": [{"required": ["say"]}, {"required": ["pause"]}], "dependencies": {"keep": ["say"], "safety": ["say"]}},
)


MOST_VOICES: Final = 8


def _names(written: tuple[str, ...], node: Node, path: str, desk: Desk) -> tuple[str, ...] | None:
    names = [name.strip() for text in written for name in text.split(",")]
    for name in dict.fromkeys(names):
        if not name:
            desk.tell(node, path, "no-voice", "a voice has no name here", "take away the comma that is too many")
        elif names.count(name) > 1:
            desk.tell(node, path, "voice-twice", f"'{shown(name)}' stands here twice", "each voice is asked once")
    return tuple(names) if "" not in names and len(set(names)) == len(names) else None


VOICES: Final = Map(OneOrMore(ListOf(WORD, 1, MOST_VOICES)), _names)
"""The voices to ask for a cue, the first one first: a name, a list of names, or names with commas between."""


def _voice(values: Values, _node: Node, _path: str, _desk: Desk) -> VoiceChoice:
    return VoiceChoice(engines=values.get("engine", ()), pace=values.get("pace"))


def _only_voices(names: tuple[str, ...], _node: Node, _path: str, _desk: Desk) -> VoiceChoice:
    return VoiceChoice(engines=names)


VOICE: Final = Keys[VoiceChoice](
    {
        "engine": Key(VOICES, "Who speaks; of several, each cue is spoken by the first one that has it."),
        "pace": Key(Choice(tuple(Pace)), "How fast it speaks: rolig, normal or rask."),
    },
    _voice,
)


def _sound(values: Values, _node: Node, _path: str, _desk: Desk) -> Sound:
    return Sound(**values)


SOUND: Final = Keys[Sound](
    {
        "tones": Key(Choice(tuple(ToneSet)), "How tones sound; with none there are no tones."),
        "wake": Key(Choice(tuple(Wake)), "Whether a soft tone precedes a word after more than 4 s of silence."),
        "bed": Key(Flag(), "Whether soft noise lies under everything, for podcast apps and hearing aids."),
    },
    _sound,
)


def _exercises(values: Values) -> tuple[Exercise, ...]:
    """Give the exercises what the routine says once for them all."""
    position, effort, change = values.get("position"), values.get("effort", ""), values.get("between_positions")
    exercises = written_out([placed_within(entry, position, effort) for entry in values["exercises"]])
    if change is None or left_out(change):
        return exercises
    from knib.spec.positions import with_changes  # few routines need it

    return with_changes(exercises, change)


def _routine(values: Values, node: Node, path: str, desk: Desk) -> Routine | None:
    if (done := count_written_out(values["exercises"])) > MAX_EXERCISES:
        message = f"{done:,} exercises with all rounds; a session has at most {MAX_EXERCISES}"
        desk.tell(below(node, "exercises"), "exercises", "too-many-exercises", message, "lower 'repeat'")
        return None
    exercises = _exercises(values)
    count = sum(map(cycle.count_exercise, exercises))
    if count > cycle.MAX_PHASES:
        too_many_phases(count, node, path, desk)
        return None
    if sum(map(cycle.least_length, exercises)) > cycle.MAX_SESSION:
        desk.tell(node, path, "session-too-long", "the session would last over 12 hours", "lower reps, sets or lengths")
        return None
    texts = {name: values[name] for name in ("about", "source", "for_whom", "ask_first", "safety") if name in values}
    return Routine(
        title=values["routine"],
        exercises=exercises,
        voice=values.get("voice", VoiceChoice()),
        parameters=values.get("parameters", {}),
        sound=values.get("sound", Sound()),
        intro=values.get("intro", ()),
        outro=values.get("outro", ()),
        fit=values.get("fit_voice", Fit.REFUSE),
        pacing=_paced(values),
        fitting=values.get("fit"),
        how_often=values.get("how_often"),
        origin=Origin(file=desk.file, line=node.line, column=node.column),
        **texts,
    )


def _paced(values: Values) -> Pacing:
    """Give the rules that may speak: a written ending, even an empty one, is the writer's own."""
    pacing: Pacing = values.get("pacing", Pacing())
    return replace(pacing, closing=False) if "outro" in values else pacing


ROUTINE: Final = Keys[Routine](
    {
        "routine": Key(WORD, "The title.", required=True),
        "about": Key(NOTE, "What it is for, in a sentence or two."),
        "how_often": Key(HOW_OFTEN, "How often and for how long; calendar, diary, sheet and page follow it."),
        "source": Key(NOTE, "Where the dose comes from, and what in it does not."),
        "for_whom": Key(NOTE, "Who it is for."),
        "ask_first": Key(Shared("ask_first", ListOf(NOTE)), "When to ask a therapist first; printed, never spoken."),
        "safety": Key(
            Shared("safety", ListOf(NOTE)),
            "Safety lines for page and sheet; what is to be heard stands in `intro`, with `safety: true`.",
        ),
        "voice": Key(
            ShortOrLong(Map(VOICES, _only_voices), VOICE), "The voice asked for; the command line goes before it."
        ),
        "parameters": Key(Parameters(), "Values used as {name} in lengths, numbers and texts; --set changes them."),
        "fit_voice": Key(Choice(tuple(Fit)), "What may happen to any cue that is too long for its room."),
        "pacing": Key(PacingRules(), "The rules of pacing: on, off, or each one by its name."),
        "fit": Key(SessionLength(), "Makes the session exactly this long by its rests; --fit goes before it."),
        "sound": Key(SOUND, "Tones and noise around the words; the command line goes before it."),
        "intro": Key(Shared("intro", ListOf(STEP)), "What is said before the first exercise."),
        "position": Key(Choice(tuple(Position)), "The starting position of every exercise that has none of its own."),
        "effort": Key(WORD, "The effort of every exercise that has none of its own."),
        "between_positions": Key(
            phase_keys(BETWEEN_POSITIONS), "A phase between exercises of different positions that have no 'after'."
        ),
        "exercises": Key(EXERCISES, "The exercises, in order; several can be done in rounds.", required=True),
        "outro": Key(Shared("outro", ListOf(STEP)), "What is said at the end."),
    },
    _routine,
)

LISTS: Final = ("intro", "outro", "safety", "ask_first", "exercises")
"""What a file may hold for other routines to include."""

FOR_ALL: Final = ("parameters", "position", "effort")
"""What such a file may say once for its own lists."""


def _part(values: Values, node: Node, path: str, desk: Desk) -> Routine | None:
    return _routine(values | {"routine": desk.file}, node, path, desk) if "exercises" in values else None


PART: Final = Keys[Routine](
    {name: ROUTINE.known[name] for name in (*FOR_ALL, *LISTS)} | {"exercises": Key(IN_A_PART, "The exercises.")}, _part
)
"""A file that is no routine, only a part of some. Where it has exercises they make a routine of its own name."""
