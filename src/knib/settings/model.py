"""What can be set, as a value. What nobody set is empty, and each command then does what it does by itself."""

from collections.abc import Mapping
from dataclasses import field

from knib.audio.form import Format, Quality
from knib.spec.choices import Pace
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a user chose once.

    `voice` names the voices to ask, the first one first. It speaks when a routine asks for no voice; what is in
    `insisted` ("voice", "pace") goes before the routine's own. `voices` has each engine's own table. Folders and files
    are paths as written, with the home folder filled in. What is the clinic's is for sheets and pages, never spoken.
    """

    voice: tuple[str, ...] = ()
    pace: Pace | None = None
    output: str = ""
    format: Format | None = None
    quality: Quality | None = None
    offline: bool = False
    patients: str = ""
    lexicon: str = ""
    clinic_name: str = ""
    clinic_telephone: str = ""
    clinic_logo: str = ""
    voices: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    insisted: frozenset[str] = frozenset()
