"""The records of a journal that are no replies: they say when the session was opened, and by what plan.

`interviewer schema journal` is made from them and from the replies of `core/protocol.py`.
"""

from typing import Annotated, Literal

from pydantic import Field

from interviewer.core.plan import Frozen, Plan

Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""ISO 8601 with an offset, such as 2026-12-03T19:30:00+01:00."""

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


class Opened(Frozen):
    """The first record: everything that the interview depends on."""

    kind: Literal["opened"] = "opened"
    version: int
    """The version of the journal's format."""
    session: str
    """The session's id, which is the file's name without `.jsonl`."""
    at: Time
    day: Day | None = None
    """The day that stands in for the calendar (INTERVIEWER_TODAY); absent where the calendar counts."""
    plan: Plan


class Resumed(Frozen):
    """The session was opened again; what follows was said after that."""

    kind: Literal["resumed"] = "resumed"
    at: Time
    day: Day | None = None
    """As in the first record, for everything after this one."""


class Continued(Frozen):
    """An interview that the candidate had stopped early continues: it stands where it stood before."""

    kind: Literal["continued"] = "continued"
    at: Time
    day: Day | None = None
    """As in the first record, for everything after this one."""
