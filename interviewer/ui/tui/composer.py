"""Where the candidate writes: what is said about it, the box, its word count and its draft."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea

from interviewer.core.errors import ReportedError
from interviewer.core.text import Inert, inert
from interviewer.ui.ports import Interview
from interviewer.ui.tui.answer import AnswerBox
from interviewer.ui.tui.formatting import words
from interviewer.ui.tui.layout import NOTHING
from interviewer.ui.tui.status_lines import StatusLines

if TYPE_CHECKING:
    from textual.timer import Timer

DRAFT_EVERY = 0.5
"""Seconds after which what was typed is kept."""


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

    def replied(self) -> None:
        """What was sent, or skipped, is recorded: the draft went with it and is not kept any more."""
        self.in_flight = self._kept = ""


class Composer(Vertical):
    """Knows what is written and not recorded yet; whether it is sent is not its business."""

    DEFAULT_CSS = "Composer { height: auto; }"

    def __init__(
        self,
        interview: Interview | None,
        restored: str,
        send: Callable[[], object],
        up: Callable[[], bool] = lambda: False,
    ) -> None:
        self._draft = DraftKeeper(interview)
        self.status_lines = StatusLines()
        self.box = AnswerBox(send, restored, up)
        self._timer: Timer | None = None
        self._remarked_at: str | None = None
        """What stood in the box at the newest remark, which typing on takes away."""
        super().__init__()

    def compose(self) -> ComposeResult:
        yield self.status_lines
        yield self.box

    def on_mount(self) -> None:
        self._count_words("draft restored" if self.box.answer else "")

    def belongs_to(self, interview: Interview) -> None:
        """The interview is there: what was typed while it was on its way can be kept."""
        self._draft = DraftKeeper(interview)
        self.keep_draft()

    def remark(self, text: Inert) -> None:
        """Something to know now; gone once one types on."""
        self.status_lines.remark(text)
        self._remarked_at = self.box.text

    def hand_in(self, text: str) -> None:
        """The text is on its way: room for the next, but still worth keeping."""
        self._draft.in_flight = text
        self.box.empty()

    def drop(self) -> None:
        """The person does not want what stands in the box: the next question begins without it."""
        self.box.empty()
        self.status_lines.remark(NOTHING)
        self._draft.replied()

    def recorded(self) -> None:
        """What was handed in is safe."""
        if self._draft.in_flight:
            self._draft.replied()
            self.keep_draft()  # what was typed meanwhile

    def next_question(self) -> None:
        """A new question waits: what was remarked about the last one is over."""
        self.recorded()
        self.status_lines.state(NOTHING)
        if self._remarked_at is not None:
            self.status_lines.remark(NOTHING)

    def keep_draft(self) -> None:
        """Keep what is not recorded yet: an answer on its way, and what stands in the box."""
        self._timer = None
        try:
            saved = self._draft.keep(self.box.answer)
        except ReportedError as reported:
            self._count_words("draft NOT saved")
            self.remark(inert(str(reported)))
        else:
            if saved:
                self._count_words("draft saved")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.box.text != self._remarked_at:
            self.status_lines.remark(NOTHING)
        self._count_words("")
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_EVERY, self.keep_draft)

    @on(AnswerBox.Refused)
    def _refused(self, event: AnswerBox.Refused) -> None:
        self.remark(inert(event.why))

    def _count_words(self, state: str) -> None:
        answer = self.box.answer
        parts = (state, words(answer)) if answer else ()
        self.box.border_subtitle = ", ".join(part for part in parts if part)
