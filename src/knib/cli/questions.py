"""The questions of `knib new`, in Danish, and the commented routine that the answers give."""

from collections.abc import Callable

import typer

from knib.spec.phase_keys import PHASE_LENGTH
from knib.spec.schema import EDITOR_LINE
from knib.units import read_length
from knib.values import dataclass

LONGEST = 200
"""Signs in an answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What a therapist answered."""

    title: str
    exercise: str
    work: str
    hold: str
    rest: str
    reps: int
    sets: int
    between: str


def ask() -> Answers:
    """Ask. Every question has an answer ready, taken with Enter."""
    title = typer.prompt("Hvad hedder rutinen", default="Min rutine", value_proc=words)
    exercise = typer.prompt("Hvad hedder øvelsen", default="Lange knib", value_proc=words)
    work = typer.prompt("Hvad skal der siges, når der knibes", default="Knib og løft.", value_proc=words)
    hold = typer.prompt("Hvor længe holdes knibet", default="5 s", value_proc=length)
    rest = typer.prompt("Hvor længe hviles der", default="10 s", value_proc=length)
    reps = typer.prompt("Hvor mange gentagelser i hvert sæt", default="10", value_proc=whole(1, 200))
    sets = typer.prompt("Hvor mange sæt", default="1", value_proc=whole(1, 20))
    several = int(sets) > 1
    between = typer.prompt("Hvor lang pause mellem sættene", default="60 s", value_proc=length) if several else ""
    return Answers(
        title=title, exercise=exercise, work=work, hold=hold, rest=rest, reps=reps, sets=sets, between=between
    )


def words(answer: str) -> str:
    """Take a text that can be spoken and written."""
    text = " ".join(str(answer).split())
    if not any(sign.isalnum() for sign in text) or len(text) > LONGEST or not text.isprintable():
        raise typer.BadParameter(f"Skriv et ord eller flere, højst {LONGEST} tegn.")
    return text


def whole(low: int, high: int) -> Callable[[str], int]:
    """Take a whole number from `low` to `high`."""

    def number(answer: str) -> int:
        if not str(answer).strip().isdecimal() or len(str(answer)) > 9 or not low <= int(answer) <= high:
            raise typer.BadParameter(f"Skriv et helt tal fra {low} til {high}.")
        return int(answer)

    return number


def length(answer: str) -> str:
    """Take a length as it will stand in the file."""
    try:
        if PHASE_LENGTH.low <= read_length(answer.strip()) <= PHASE_LENGTH.high:
            return answer.strip()
    except ValueError:
        pass
    raise typer.BadParameter("Skriv en længde op til en time, for eksempel: 5 s, 1 min 30 s eller 1:30.")


def quoted(text: str) -> str:
    """Write a text so that YAML takes it as it is."""
    return "'" + " ".join(text.split()).replace("'", "''").replace("{", "{{").replace("}", "}}") + "'"


def written(answers: Answers) -> str:
    """Write the routine file."""
    lines = [
        EDITOR_LINE,
        "# Skriv frit om. 'knib check' finder fejl, 'knib plan' viser forløbet, 'knib render' laver lydfilen.",
        f"routine: {quoted(answers.title)}",
        "# source:                     hvor dosis kommer fra",
        "voice: {pace: rolig}           # rolig, normal eller rask",
        "",
        "parameters:                    # kan ændres: knib render FIL --set hold='8 s'",
        f"  hold: {quoted(answers.hold)}",
        f"  rest_time: {quoted(answers.rest)}",
        f"  reps: {answers.reps}",
        "",
        "intro:",
        "  - say: Find en god stilling. Træk vejret roligt.",
        "  - say: Stop, hvis det gør ondt, og tal med din fysioterapeut.",
        "    safety: true               # høres i alle varianter",
        "  - pause: 2 s",
        "",
        "exercises:",
        f"  - name: {quoted(answers.exercise)}",
        *([f"    sets: {answers.sets}"] if answers.sets > 1 else []),
        '    reps: "{reps}"',
        "    phases:                    # work, hold, release, relax, rest, move, inhale, exhale",
        f"      - work: {quoted(answers.work)}        # siges præcis, når fasen begynder",
        '        for: "{hold}"',
        "      - rest: Slip helt.",
        '        for: "{rest_time}"',
        *([f"    between_sets: {{rest: Pause., for: {quoted(answers.between)}}}"] if answers.sets > 1 else []),
        "",
        "outro:",
        "  - say: Godt. Du er færdig for i dag.",
        "",
    ]
    return "\n".join(lines)
