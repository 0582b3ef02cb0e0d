"""What has been typed and is not recorded yet, kept so that a kill costs a second of typing."""

from interviewer.ui.ports import Interview


class DraftKeeper:
    """One interview's draft. Nothing is kept before there is an interview."""

    def __init__(self, interview: Interview | None) -> None:
        self._interview = interview
        self._kept = "" if interview is None else interview.draft()
        self.in_flight = ""
        """An answer that was sent and is not known to be recorded: still worth keeping."""

    def keep(self, typed: str) -> bool:
        """Keep what was sent and what stands in the box; False where that is kept already.

        Raises ReportedError.
        """
        draft = "\n\n".join(part for part in (self.in_flight, typed) if part)
        if draft == self._kept or self._interview is None:
            return False
        self._interview.keep_draft(draft)
        self._kept = draft
        return True
