"""The time of day where the program runs."""

from datetime import UTC, datetime


def local_now() -> datetime:
    """Now, aware of its zone: the local one, or UTC where TZ names one a day or more away."""
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError):
        return datetime.now(UTC)
