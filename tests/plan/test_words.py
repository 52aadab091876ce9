"""A command's own words tell a pause from a movement and a letting-go, and a calm phase from work."""

import pytest

from knib.plan.words import is_active, is_calm, release
from knib.spec.breath import leads_breath


@pytest.mark.parametrize(
    "command",
    [
        *(
            "Gå.",
            "Gå roligt.",
            "Gå roligt i 1 minut.",
            "Gå stille og roligt.",
            "Rolig gang.",
            "Nu går du roligt.",
            "Løb let.",
        ),
        *("Cykl roligt.", "Let løb.", "Lunt.", "Jog.", "Ro roligt.", "Roligt tempo.", "Roligt.", "Hop på stedet."),
        *("Fortsæt roligt.", "Ryst benene.", "Walk slowly.", "Easy jog.", "Keep moving."),
    ],
)
def test_a_verb_of_moving_is_active(command: str) -> None:
    assert is_active(command)


@pytest.mark.parametrize(
    "command",
    [
        *(
            "",
            "Pause.",
            "Hvil.",
            "Slip.",
            "Slip helt.",
            "Slap af.",
            "Stå stille.",
            "Stille.",
            "Ro.",
            "Pause. Gå lidt rundt.",
        ),
        *("Gåpause.", "Bliv liggende.", "Skift side.", "Sæt foden ned.", "Rest.", "Gør klar.", "Sæt dig op."),
    ],
)
def test_a_pause_is_not_active(command: str) -> None:
    assert not is_active(command)


@pytest.mark.parametrize(
    "command", ["Cykl roligt hjem.", "Gå langsomt.", "Slap af.", "Hvil.", "Træk vejret roligt.", "Slip."]
)
def test_nobody_gets_ready_for_what_is_calm(command: str) -> None:
    assert is_calm(command)


@pytest.mark.parametrize(
    "command",
    ["Knib.", "Knib roligt.", "Løb.", "Cykl hårdt.", "Gå rask til.", "Stå på ét ben.", "Løft langsomt.", "Ned.", ""],
)
def test_one_gets_ready_for_work(command: str) -> None:
    assert not is_calm(command)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("Slip helt. Mærk forskellen.", "Slip helt."),
        ("Godt. Og slip.", "Og slip."),
        ("Hvil, og slap helt af.", "Hvil, og slap helt af."),
        ("Nu giver du slip.", "Nu giver du slip."),
        ("Kom ned.", "Kom ned."),
        ("Tilbage.", "Tilbage."),
        ("Ned på gulvet.", "Ned på gulvet."),
        ("Hoften ned.", "Hoften ned."),
        ("Stop.", "Stop."),
        ("Leg down.", "Leg down."),
        ("Nedtælling.", ""),
        ("Lie down.", ""),
        ("Downward dog.", ""),
        ("Slip ikke.", ""),
        ("Slap ikke af.", ""),
        ("Læg dig ned.", ""),
        ("Gå ned ad trappen.", ""),
        ("Pause.", ""),
        ("", ""),
    ],
)
def test_only_the_sentences_that_let_go_are_a_release(command: str, words: str) -> None:
    assert release(command) == words


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Hold vejret.",
            "Hold vejret inde.",
            "Hold luften.",
            "Hold på luften.",
            "Hold inde.",
            "Hold med tomme lunger.",
        ),
        *("Fyld lungerne.", "Træk vejret ind.", "Træk vejret dybt ind.", "Ånd langsomt ud.", "Pust ud.", "Indånding."),
        *("Hold your breath.", "Breathe in.", "Exhale slowly.", "Empty lungs."),
    ],
)
def test_a_breath_that_is_led_or_held_is_known_by_its_words(text: str) -> None:
    assert leads_breath(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Hold ikke vejret.",
            "Knib, uden at holde vejret.",
            "Træk vejret roligt.",
            "Hold.",
            "Knib og løft.",
            "Ud til siden.",
        ),
        *("Don't hold your breath.", "Never hold your breath.", ""),
    ],
)
def test_a_text_that_leaves_the_breath_free_does_not_lead_it(text: str) -> None:
    assert not leads_breath(text)
