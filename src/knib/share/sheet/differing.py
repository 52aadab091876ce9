"""What differs from set to set or from time to time, in Danish words."""

from knib.spec.lengths import Over
from knib.spec.model import Dose, Phase
from knib.units import listed, spoken_length


def length_in_words(phase: Phase) -> str:
    """Say how long a phase is: `5 sekunder`, `5, 8 og 10 sekunder`, `5 til 10 sekunder`."""
    lengths = phase.lengths
    if lengths is None:
        return spoken_length(phase.length)
    words = _without_common_unit([spoken_length(length) for length in lengths.each])
    if not lengths.climbs:
        return f"{listed(words)} (sæt for sæt)"
    more = "længere" if lengths.each[0] < lengths.each[-1] else "kortere"
    return f"{' til '.join(words)}, lidt {more} for hver{'t sæt' if lengths.over is Over.SETS else ' gang'}"


def reps_in_words(dose: Dose) -> str:
    """Say the repetitions of sets that differ: `12, 10 og 8`."""
    return listed([str(reps) for reps in dose.by_set])


def _without_common_unit(words: list[str]) -> list[str]:
    """Leave out the unit of all but the last, where each is a number and all have the same: `5`, `8`, `10 sekunder`."""
    parts = [word.split(" ") for word in words]
    if all(len(part) == 2 for part in parts) and len({part[1] for part in parts}) == 1:
        return [*(part[0] for part in parts[:-1]), words[-1]]
    return words
