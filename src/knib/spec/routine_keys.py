"""A routine as written: every key, its shape and its meaning."""

from dataclasses import replace
from typing import Final

from knib.errors import Origin
from knib.spec import cycle
from knib.spec.exercise_keys import EXERCISE_KEYS, too_many_phases
from knib.spec.keys import Key, Keys, Values
from knib.spec.model import Exercise, Fit, Pace, Pacing, Pause, Routine, Say, Sound, Step, ToneSet, VoiceChoice, Wake
from knib.spec.pacing_keys import PacingRules, SessionLength
from knib.spec.placeholders import PARAMETER_NAME, RESERVED
from knib.spec.shapes import Choice, Desk, Flag, Length, ListOf, Schema
from knib.spec.texts import MAX_TEXT, NOTE, WORD, Line
from knib.spec.tree import Node
from knib.units import HOUR, Ms


def _step(values: Values, node: Node, path: str, desk: Desk) -> Step | None:
    if len(values) != 1:
        desk.tell(node, path, "not-one-step", "one step is one 'say' or one 'pause'", "begin each one with '- '")
        return None
    return Say(text=values["say"]) if "say" in values else Pause(values["pause"])


STEP: Final = Keys[Step](
    {
        "say": Key(Line(), "What is said; it takes as long as the voice takes."),
        "pause": Key(Length(Ms(0), HOUR), "A silence, in place of the usual 0,35 s after a sentence."),
    },
    _step,
    {"minProperties": 1, "maxProperties": 1},
)


def _voice(values: Values, _node: Node, _path: str, _desk: Desk) -> VoiceChoice:
    return VoiceChoice(engine=values.get("engine", ""), pace=values.get("pace"))


VOICE: Final = Keys[VoiceChoice](
    {
        "engine": Key(WORD, "The engine that speaks: espeak."),
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


class Parameters:
    """Parameters and their defaults. They are read before everything else, and only described here."""

    def read(self, _node: Node, _path: str, desk: Desk) -> dict[str, str]:
        """Give the values the desk already has."""
        return dict(desk.parameters)

    def schema(self) -> Schema:
        """Describe them."""
        names: Schema = {"pattern": PARAMETER_NAME, "not": {"enum": sorted(RESERVED)}}
        value: Schema = {"type": ["string", "number"], "pattern": r"\S", "maxLength": MAX_TEXT}
        return {"type": "object", "propertyNames": names, "additionalProperties": value}


def _routine(values: Values, node: Node, path: str, desk: Desk) -> Routine | None:
    exercises: tuple[Exercise, ...] = values["exercises"]
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
        "source": Key(NOTE, "Where the dose comes from, and what in it does not."),
        "for_whom": Key(NOTE, "Who it is for."),
        "ask_first": Key(ListOf(NOTE), "When to ask a therapist first; printed, never spoken."),
        "safety": Key(ListOf(NOTE), "Safety lines for page and sheet; what is to be heard stands in 'intro'."),
        "voice": Key(VOICE, "The voice asked for; the command line goes before it."),
        "parameters": Key(Parameters(), "Values used as {name} in lengths, numbers and texts; --set changes them."),
        "fit_voice": Key(Choice(tuple(Fit)), "What may happen to any cue that is too long for its room."),
        "pacing": Key(PacingRules(), "The rules of pacing: on, off, or each one by its name."),
        "fit": Key(SessionLength(), "Makes the session exactly this long by its rests; --fit goes before it."),
        "sound": Key(SOUND, "Tones and noise around the words; the command line goes before it."),
        "intro": Key(ListOf(STEP), "What is said before the first exercise."),
        "exercises": Key(ListOf(EXERCISE_KEYS, 1, 500), "The exercises, in order.", required=True),
        "outro": Key(ListOf(STEP), "What is said at the end."),
    },
    _routine,
)
