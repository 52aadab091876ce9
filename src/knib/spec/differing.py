"""Sets and repetitions that differ: a list has an entry for each set, and a ladder something to climb over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knib.spec.cycle import yields
from knib.spec.keys import Values
from knib.spec.lengths import Over
from knib.spec.model import Dose, Group, Phase
from knib.spec.phase_keys import taken
from knib.spec.shapes import Desk
from knib.spec.timing import Climb
from knib.spec.tree import Node, below


def dose_of(values: Values, node: Node, path: str, desk: Desk) -> Dose:
    """Return the dose of an exercise, or tell what of it does not go together.

    A list of repetitions says how many sets there are, where `sets` is not written.
    """
    reps: int | tuple[int, ...] | Climb = values.get("reps", 1)
    sets: int = values.get("sets", len(reps) if isinstance(reps, tuple) else 1)
    where = below(node, "reps"), f"{path}.reps"
    by_set: tuple[int, ...] = ()
    if isinstance(reps, tuple):
        by_set = reps
        if len(reps) != sets:
            desk.tell(*where, "not-one-each", *_not_one_each(len(reps), "number", sets, "set"))
    elif isinstance(reps, Climb) and sets < 2:
        desk.tell(*where, "ladder-without-steps", "'reps' climbs from set to set, and there is 1 set", "add 'sets: 2'")
    elif isinstance(reps, Climb):
        by_set = tuple(reps.at(number, sets) for number in range(1, sets + 1))
    return Dose(
        sets=sets,
        reps=max(by_set) if by_set else reps if isinstance(reps, int) else 1,
        by_set=by_set if len(set(by_set)) > 1 else (),
        lasting=values.get("lasting"),
        sides=values.get("sides", ()),
        alternate=values.get("alternate", False),
    )


def _not_one_each(count: int, thing: str, times: int, each: str) -> tuple[str, str]:
    some = f"{count} {thing}{'s' * (count != 1)}"
    there = f"there {'is' if times == 1 else 'are'} {times} {each}{'s' * (times != 1)}"
    return f"{some} in this list, and {there}", f"write one for each {each}"


def settled(values: Values, dose: Dose, node: Node, path: str, desk: Desk) -> Values:
    """Return the keys of an exercise with all its lengths settled, or tell what is wrong with them."""
    settling = _Settling(dose, desk)
    phases = settling.row(values["phases"], below(node, "phases"), f"{path}.phases", last=True)
    between: Phase | None = values.get("between_sets")
    if between is None or between.lengths is None:
        return values | {"phases": phases}
    pause = settling.pause(between, below(node, "between_sets"), f"{path}.between_sets")
    return values | {"phases": phases, "between_sets": pause}


@dataclass(frozen=True, slots=True)
class _Settling:
    """Settles the lengths of the phases of one exercise."""

    dose: Dose
    desk: Desk

    def row(self, parts: Sequence[Phase | Group], node: Node, path: str, *, last: bool) -> tuple[Phase | Group, ...]:
        """Settle a row of phases; with `last` nothing of the repetition comes after it."""
        return tuple(
            self._part(part, below(node, index), f"{path}[{index}]", last=last and not taken(parts[index + 1 :]))
            for index, part in enumerate(parts)
        )

    def _part(self, part: Phase | Group, node: Node, path: str, *, last: bool) -> Phase | Group:
        if isinstance(part, Group):
            phases = self.row(part.phases, below(node, "phases"), f"{path}.phases", last=last and part.repeat == 1)
            return replace(part, phases=phases)
        if part.lengths is None:
            return part
        where = below(node, "for"), f"{path}.for"
        if self.dose.lasting is not None:
            message = "'lasting' counts repetitions of one length"
            self.desk.tell(*where, "ladder-and-lasting", message, "write 'reps' in place of 'lasting'")
            return part
        if not part.lengths.climbs:
            return self._listed(part, self.dose.sets, "set", *where)
        return self._climbing(part, last=last, node=where[0], path=where[1])

    def _listed(self, phase: Phase, times: int, each: str, node: Node, path: str) -> Phase:
        assert phase.lengths  # noqa: S101 -- only such phases come here
        if (count := len(phase.lengths.each)) != times:
            self.desk.tell(node, path, "not-one-each", *_not_one_each(count, "length", times, each))
        return phase

    def _climbing(self, phase: Phase, *, last: bool, node: Node, path: str) -> Phase:
        """Let a ladder climb over what it says; else over the repetitions of each set, or over sets of one."""
        assert phase.lengths  # noqa: S101 -- only such phases come here
        dose = self.dose
        fewest = min(dose.by_set or (dose.reps,))
        over = phase.lengths.over or (Over.REPS if dose.reps > 1 else Over.SETS)
        times = fewest if over is Over.REPS else dose.sets
        spare = last and yields(phase) and (over is Over.REPS or dose.reps == 1)
        lengths = replace(phase.lengths, over=over, spare=spare)
        self._check_steps(times - spare, over, node, path, heard=spare and times > 1)
        return replace(phase, lengths=lengths)

    def pause(self, phase: Phase, node: Node, path: str) -> Phase:
        """Settle the pause between the sets, of which there is one fewer than sets."""
        assert phase.lengths  # noqa: S101 -- only such phases come here
        pauses, where = self.dose.sets - 1, (below(node, "for"), f"{path}.for")
        if not phase.lengths.climbs:
            return self._listed(phase, pauses, "pause", *where)
        if phase.lengths.over is Over.REPS:
            self.desk.tell(*where, "ladder-without-steps", "a pause between sets climbs over sets", "write 'over sets'")
        else:
            self._check_steps(pauses, Over.SETS, *where, heard=False)
        return replace(phase, lengths=replace(phase.lengths, over=Over.SETS))

    def _check_steps(self, times: int, over: Over, node: Node, path: str, *, heard: bool) -> None:
        if times >= 2:
            return
        what = f"this rest is heard {times} time" if heard else f"here it is done {times} time"
        message = f"a ladder climbs over two {over} or more, and {what}{'s' * (times != 1)}"
        hint = "write one length, or add 'keep: true'" if heard else "write one length, or more sets or reps"
        self.desk.tell(node, path, "ladder-without-steps", message, hint)
