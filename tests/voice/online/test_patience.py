from dataclasses import dataclass, field

import pytest

from knib.errors import VoiceError
from knib.units import Ms
from knib.voice.online.patience import Clockwork, Later, Patience

START = Ms(0)


@dataclass
class World:
    """A clock that only sleep moves, and what was slept and told."""

    moment: Ms = START
    slept: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    chance: Ms = START

    def sleep(self, length: Ms) -> None:
        self.slept.append(length)
        self.moment = Ms(self.moment + length)

    @property
    def patience(self) -> Patience:
        return Patience(Clockwork(lambda: self.moment, self.sleep, lambda: self.chance), self.told.append)


class Server:
    """Answers with each of these in turn: a wait in ms is "later", a word is an answer."""

    def __init__(self, *answers: int | str) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, int):
            raise Later("busy", Ms(answer))
        return answer


def test_the_first_request_waits_for_nothing() -> None:
    world = World()
    assert world.patience.ask(Server("a")) == "a"
    assert world.slept == []


def test_requests_are_a_second_and_a_chance_apart() -> None:
    world, server = World(chance=Ms(300)), Server("a", "b")
    patience = world.patience
    patience.ask(server)
    world.moment = Ms(200)
    patience.ask(server)
    assert world.slept == [1100]


def test_who_took_its_time_need_not_wait() -> None:
    world, server = World(), Server("a", "b")
    patience = world.patience
    patience.ask(server)
    world.moment = Ms(1000)
    patience.ask(server)
    assert world.slept == []


def test_each_wait_is_twice_the_one_before_and_told() -> None:
    world = World()
    assert world.patience.ask(Server(30_000, 30_000, "at last")) == "at last"
    assert world.slept == [30_000, 60_000]
    assert world.told == ["busy; asking again in 30 s", "busy; asking again in 60 s"]


def test_after_three_tries_it_gives_up_and_asks_no_more() -> None:
    world, server = World(), Server(30_000, 30_000, 30_000, "never heard")
    patience = world.patience
    for _ in range(2):
        with pytest.raises(Later, match="busy"):
            patience.ask(server)
    assert server.asked == 3
    assert world.slept == [30_000, 60_000]


def test_nobody_is_kept_waiting_for_an_hour() -> None:
    world, server = World(), Server(3_600_000)
    with pytest.raises(Later):
        world.patience.ask(server)
    assert world.slept == []


def test_another_error_is_not_tried_again() -> None:
    def refused() -> str:
        raise VoiceError("refused")

    world = World()
    with pytest.raises(VoiceError, match="refused"):
        world.patience.ask(refused)
    assert world.slept == []


def test_the_real_clock_moves_sleeps_and_has_chances() -> None:
    clock = Clockwork()
    before = clock.now()
    clock.sleep(Ms(1))
    assert clock.now() > before
    assert 0 <= clock.chance() <= 500
