"""Who hands a session out: what stands at the head of sheet and page. Never spoken, and never in a file's tags."""

from knib.share.logo import Logo
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Letterhead:
    """The clinic. Each of its parts may be missing."""

    name: str = ""
    telephone: str = ""
    logo: Logo | None = None
