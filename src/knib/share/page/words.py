"""Every word of the page that is not the routine's own, in each language it speaks. A table, to be read and judged."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from knib.share.page.choices import Language
from knib.share.sheet.model import AGREED, danish_date
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The page's own words. Those with `{}` are filled in where they are shown."""

    training: str = "Træning"
    whom: str = "Til {}"
    call: str = "tlf. {}"
    lasts: str = "ca. {}"
    often: str = "{} om dagen"
    once: str = "1 gang"
    more: str = "{} gange"
    player: str = "Afspiller"
    ready: str = "Klar"
    listen: str = "Lyt"
    done: str = "Færdig"
    play: str = "Start"
    pause: str = "Hold pause"
    previous: str = "Forrige del"
    following: str = "Næste del"
    next: str = "Næste"
    count: str = "{} af {}"
    set: str = "Sæt {} af {}"
    time: str = "Tid i træningen"
    clock: str = "{} af {}"
    chapters: str = "Træningens dele"
    lock: str = "Lås gerne telefonen. Lyden fortsætter."
    keys: str = "Mellemrum starter og holder pause. Piletaster springer 5 sekunder."
    announce: str = "Lad skærmlæseren sige trinene"
    save: str = "Gem lyden som fil"
    broken: str = "Lyden kan ikke afspilles her. Åbn siden i en anden browser."
    missing: str = "Lydfilen mangler. Læg den i samme mappe som siden."
    plain: str = "Her vises kun lyd og tekst. Tryk på afspil. Er her ingen lyd, så åbn siden i din browser."
    sessions: str = "Dagens træning"
    both: str = "Gør begge hver gang, den ene efter den anden."
    all: str = "Gør alle {} hver gang, en efter en."
    unalike: str = "Gør dem så tit, som der står."
    how: str = "Sådan gør du"
    spoken: str = "Alt, der bliver sagt"
    safety: str = "Pas på dig selv"
    ask_first: str = "Tal med din behandler først ved"
    today: str = "I dag"
    week: str = "Uge {}"
    of_weeks: str = "Uge {} af {}"
    choose_week: str = "Hvilken uge er du i?"
    weeks: str = "Alle uger"
    dose: str = "Ugens træning"
    this_week: str = "Denne uge"
    held: str = "i afspilleren"
    here: str = "Du er i uge {}."
    other_day: str = "Den hører til en anden dag."
    home: str = "Tilbage til i dag"
    new_day: str = "Det er blevet en ny dag."
    moves: str = "Siden skifter, når træningen er slut."
    goal: str = "Ugens mål"
    rest: str = "Hviledag: {}"
    resting: str = "I dag er en hviledag."
    begins: str = "Programmet begynder {}."
    past: str = "Ugerne er gået."
    over: str = "Ugerne er gået. Aftal med din behandler, hvad du gør nu."
    diary: str = "Dagbog"
    tick: str = "Sæt et mærke for hver gang, du har trænet."
    mark: str = "{}, gang {}"
    tick_now: str = "Sæt mærke i dagbogen"
    ticked: str = "Mærket står i dagbogen."
    partly: str = "{} af {} er gjort. Mærket bliver fuldt, når resten er gjort."
    earlier: str = "Dagene før"
    clear: str = "Slet dagbogen"
    cleared: str = "Dagbogen er slettet."
    undo: str = "Fortryd"
    stays: str = "Dagbogen bliver på din telefon. Den sendes ingen steder."
    forgets: str = "Dagbogen kan ikke gemmes her. Den huskes, til du lukker siden."
    agreed: str = AGREED
    approved: str = "En gynobs-fysioterapeut skal godkende doser og ordlyd, før siden bruges i behandling."
    source: str = "Kilde: {}"


DANISH: Final = Words()

ENGLISH: Final = Words(
    training="Training",
    whom="For {}",
    call="phone {}",
    lasts="about {}",
    often="{} a day",
    once="once",
    more="{} times",
    player="Player",
    ready="Ready",
    listen="Listen",
    done="Done",
    play="Start",
    pause="Pause",
    previous="Previous part",
    following="Next part",
    next="Next",
    count="{} of {}",
    set="Set {} of {}",
    time="Time in the session",
    clock="{} of {}",
    chapters="Parts of the session",
    lock="You may lock your phone. The sound goes on.",
    keys="Space starts and pauses. Arrow keys jump 5 seconds.",
    announce="Let the screen reader say the steps",
    save="Save the sound as a file",
    broken="The sound cannot be played here. Open the page in another browser.",
    missing="The sound file is missing. Put it into the page's folder.",
    plain="Only sound and text are shown here. Press play. If there is no sound, open the page in your browser.",
    sessions="Today's sessions",
    both="Do both each time, one after the other.",
    all="Do all {} each time, one after another.",
    unalike="Do each of them as often as it says.",
    how="How to do it",
    spoken="All that is said",
    safety="Take care of yourself",
    ask_first="Talk to your therapist first in case of",
    today="Today",
    week="Week {}",
    of_weeks="Week {} of {}",
    choose_week="Which week are you in?",
    weeks="All weeks",
    dose="This week's training",
    this_week="This week",
    held="in the player",
    here="You are in week {}.",
    other_day="It belongs to another day.",
    home="Back to today",
    new_day="It is a new day.",
    moves="The page changes when the session is over.",
    goal="This week's goal",
    rest="Rest day: {}",
    resting="Today is a rest day.",
    begins="The programme begins on {}.",
    past="The weeks are over.",
    over="The weeks are over. Agree with your therapist on what comes now.",
    diary="Diary",
    tick="Tick each time you have trained.",
    mark="{}, time {}",
    tick_now="Tick it in the diary",
    ticked="It is ticked in the diary.",
    partly="{} of {} are done. The mark is full when the rest is done.",
    earlier="The days before",
    clear="Clear the diary",
    cleared="The diary is cleared.",
    undo="Undo",
    stays="The diary stays in your phone. It is sent nowhere.",
    forgets="The diary cannot be kept here. It is remembered until you close the page.",
    agreed=(
        "The programme was made for you in agreement with your therapist. It does not replace examination or "
        "treatment. Stop if you feel pain, and contact your therapist."
    ),
    approved="A pelvic health physiotherapist must approve doses and wording before the page is used in treatment.",
    source="Source: {}",
)

WORDS: Final[Mapping[Language, Words]] = {Language.DANISH: DANISH, Language.ENGLISH: ENGLISH}

DAYS: Final[Mapping[Language, tuple[str, ...]]] = {
    Language.DANISH: ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    Language.ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""The days of a week by their number: Monday is 0."""

ENGLISH_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def written_date(day: date, language: Language) -> str:
    """Write a date: `1. december 2026`, `1 December 2026`."""
    match language:
        case Language.DANISH:
            return danish_date(day)
        case Language.ENGLISH:
            return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def written_days(first: date, last: date, language: Language) -> str:
    """Write days that follow each other, without their year: `14.–20. december`, `28. december – 3. januar`."""
    one, other = (written_date(day, language).rpartition(" ")[0] for day in (first, last))
    if (first.year, first.month) != (last.year, last.month):
        return f"{one} – {other}"
    return f"{one.partition(' ')[0]}–{other}"


def times_a_day(count: int | str, words: Words) -> str:
    """Say how many times a day something is done; a range comes in digits (`2-3`)."""
    return words.often.format(words.once if str(count) == "1" else words.more.format(count))
