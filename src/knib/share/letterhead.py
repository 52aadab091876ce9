"""Who hands a session out: what stands at the head of sheet and page. Never spoken, and never in a file's tags."""

from dataclasses import dataclass

from knib.share.logo import Logo


@dataclass(frozen=True, kw_only=True, slots=True)
class Letterhead:
    """The clinic. Each of its parts may be missing."""

    name: str = ""
    telephone: str = ""
    logo: Logo | None = None
