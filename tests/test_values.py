"""Dataclasses with their functions to come behave as Python's own."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from typing import Any, Generic, TypeVar

import pytest

from knib import values

T = TypeVar("T")
Maker = Callable[..., Callable[[type], Any]]
MAKERS: dict[str, Maker] = {"ours": values.dataclass, "Python's": dataclasses.dataclass}


@values.dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """A value as most of them are."""

    seconds: int
    name: str = "knib"
    parts: list[int] = field(default_factory=list)
    line: int = field(default=0, compare=False)
    extra: str = field(default="", hash=False)


@pytest.fixture(params=MAKERS)
def maker(request: pytest.FixtureRequest) -> Maker:
    """Give either way of making a class, for what both must do alike."""
    return MAKERS[request.param]


def pair(maker: Maker, **options: bool) -> Any:  # noqa: ANN401 -- a class that no checker can know
    """Make a class of two fields, of which the second has a value of its own."""

    class Pair:
        """Two."""

        left: int
        right: int = 2

    return maker(**options)(Pair)


@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("frozen", [True, False])
def test_a_value_is_made_shown_and_compared(maker: Maker, *, frozen: bool, slots: bool) -> None:
    made = pair(maker, frozen=frozen, slots=slots)
    assert made(1) == made(left=1, right=2)
    assert made(1) != made(1, 3)
    assert made(1) != (1, 2)
    assert repr(made(1)).endswith("Pair(left=1, right=2)")
    assert dataclasses.asdict(made(1)) == {"left": 1, "right": 2}
    assert replace(made(1), right=3) == made(1, 3)
    assert hasattr(made(1), "__dict__") is not slots


def test_what_it_is_made_of_is_checked(maker: Maker) -> None:
    made = pair(maker, frozen=True, kw_only=True)
    for given, named in [((1,), {}), ((), {}), ((), {"left": 1, "middle": 2})]:
        with pytest.raises(TypeError, match="__init__"):
            made(*given, **named)
    made = pair(maker)
    for given, named in [((1, 2, 3), {}), ((1,), {"left": 1}), ((), {"right": 1})]:
        with pytest.raises(TypeError, match="__init__"):
            made(*given, **named)


def test_the_hundredth_value_is_as_the_first(maker: Maker) -> None:
    made = pair(maker, frozen=True, slots=True)
    values = [made(number % 2) for number in range(100)]
    assert values == [made(0, 2), made(left=1)] * 50
    assert all(value.right == 2 for value in values)


def test_it_matches_by_place(maker: Maker) -> None:
    match pair(maker)(1, 3):
        case object(left=left, right=right):
            assert (left, right) == (1, 3)
    assert pair(maker).__match_args__ == ("left", "right")


@pytest.mark.parametrize("slots", [True, False])
def test_a_frozen_value_stays_as_it_is(maker: Maker, *, slots: bool) -> None:
    value = pair(maker, frozen=True, slots=slots)(1)
    with pytest.raises(FrozenInstanceError, match="left"):
        value.left = 2
    with pytest.raises(FrozenInstanceError, match="left"):
        del value.left
    assert value.left == 1


def test_another_value_can_be_changed_and_has_no_hash(maker: Maker) -> None:
    value = pair(maker)(1)
    value.left = 5
    assert value.left == 5
    with pytest.raises(TypeError, match="unhashable"):
        hash(value)


def test_equal_values_have_the_same_hash(maker: Maker) -> None:
    made = pair(maker, frozen=True, slots=True)
    assert len({made(1), made(1, 2), made(2)}) == 2


def test_what_a_class_says_itself_stays(maker: Maker) -> None:
    class Own:
        """It has functions of its own."""

        left: int

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    made: Any = maker(frozen=True)(Own)
    assert repr(made(1)) == "own"
    assert made(1) == made(2)
    assert hash(made(1)) == 7


def test_a_class_of_values_can_be_built_upon(maker: Maker) -> None:
    base = pair(maker, frozen=True, slots=True)

    class Longer(base):  # type: ignore[misc, valid-type]
        """Three."""

        third: int = 3

    made: Any = maker(frozen=True, slots=True)(Longer)
    assert repr(made(1)).endswith("Longer(left=1, right=2, third=3)")
    assert base(1).left == 1
    assert made(1) != base(1)


def test_a_general_class_stays_general() -> None:
    class Box(Generic[T]):
        """One of any sort."""

        inside: T

    made: Any = values.dataclass(frozen=True, slots=True)(Box)  # Python's own cannot: its guard stumbles over slots
    assert made[int](1) == made(1)


def test_a_list_of_its_own_is_made_for_each() -> None:
    first, second = Hold(seconds=1), Hold(seconds=1)
    first.parts.append(1)
    assert second.parts == []


def test_fields_are_left_out_of_comparing_and_hashing() -> None:
    assert Hold(seconds=1, line=3) == Hold(seconds=1, line=4)
    assert Hold(seconds=1, extra="a") != Hold(seconds=1, extra="b")

    class Marked:
        """Its mark does not count in its hash."""

        name: str
        mark: str = field(default="", hash=False)

    made: Any = values.dataclass(frozen=True)(Marked)
    assert hash(made("a", "x")) == hash(made("a", "y"))


def test_a_value_can_be_copied_and_pickled() -> None:
    value = Hold(seconds=5, parts=[1, 2])
    assert copy.copy(value) == value
    assert copy.deepcopy(value).parts is not value.parts
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 -- just made
