"""How long a server on the network asks to be left alone."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from knib.units import SECOND, Ms


def wait_asked(written: str) -> Ms:
    """Read the header `Retry-After`: seconds or a date (RFC 9110, section 10.2.3); 0 when it says nothing."""
    written = written.strip()
    if written.isascii() and written.isdigit():
        return Ms(int(written[:9]) * SECOND)
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return Ms(0)
    wait = moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)
    return Ms(max(0, round(wait.total_seconds() * 1000)))
