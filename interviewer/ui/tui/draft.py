"""What has been typed and is not recorded yet, kept so that a kill costs a second of typing."""

from interviewer.core.interview import Answered, Session
from interviewer.ui.ports import Interview


class Draft:
    """One interview's draft."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._kept = interview.draft()
        self.in_flight = ""
        """An answer that was sent and is not known to be recorded: still worth keeping."""

    @property
    def restored(self) -> str:
        """What to start with: what was kept, unless it was recorded before it could be dropped."""
        return "" if self._kept == _last_answer(self._interview.session) else self._kept

    def keep(self, typed: str) -> bool:
        """Keep what was sent and what stands in the box; False where that is kept already.

        Raises Told.
        """
        draft = "\n\n".join(part for part in (self.in_flight, typed) if part)
        if draft == self._kept:
            return False
        self._interview.keep_draft(draft)
        self._kept = draft
        return True


def _last_answer(session: Session) -> str | None:
    return next((r.text for r in reversed(session.replies) if isinstance(r, Answered)), None)
