"""What has been said, scrolled to its end, with only the part of it mounted that can be near.

A thousand mounted turns make every key press slow; sixty do not. The others are kept as text and
come back on scrolling to them.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewer.core.text import Inert, inert
from interviewer.ui.tui.layout import BREAK, Page, Row, row, say_in_place, text

MOUNTED = 60
"""At most this many turns are mounted."""
STEP = 20
"""This many are exchanged where an end of the mounted part is reached."""

NEAR = 2
"""Lines from an end of the mounted part at which others are mounted."""

Speaker = Literal["interviewer", "candidate", "verdict", "note", "rule"]


class TurnView(NamedTuple):
    """One thing said. Rows and content are inert and styled; a plain string is made inert here."""

    speaker: Speaker
    label: Inert
    text: str | Content | tuple[Row, ...]


class TurnWidget(Static):
    """One turn on the screen."""

    DEFAULT_CSS = """
    TurnWidget {
        height: auto; margin: 0 0 1 0; padding: 0 1 0 2;
        &.-interviewer { border-left: outer $primary; }
        &.-candidate { border-left: outer $foreground 25%; color: $foreground 85%; }
        &.-verdict { border-left: outer $foreground 10%; }
        &.-note { color: $text-muted; }
        &.-rule { color: $text-muted; padding: 0; margin: 0 0 1 0; text-align: center; }
    }
    """

    def __init__(self, turn: TurnView) -> None:
        super().__init__(_visual(turn), markup=False, classes=f"-{turn.speaker}")
        self.turn = turn

    def say(self, turn: TurnView) -> None:
        """Say something else in the same place: the words of a text that is being written."""
        if turn.speaker != self.turn.speaker:
            self.set_classes(f"-{turn.speaker}")
        self.turn = turn
        say_in_place(self, _visual(turn))


class Conversation(VerticalScroll, can_focus=False):
    """The turns, newest at the bottom."""

    DEFAULT_CSS = """
    Conversation {
        height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1;
        align: center bottom;
        & > TurnWidget { max-width: 100; }
    }
    """

    def __init__(self, turns: Sequence[TurnView] = (), *, from_top: bool = False) -> None:
        self._turns: list[TurnView] = list(turns)
        self._start = 0 if from_top else max(0, len(self._turns) - MOUNTED)
        self._shown = [
            TurnWidget(turn) for turn in self._turns[self._start : self._start + MOUNTED]
        ]
        self._live: TurnWidget | None = None
        """A turn that is still being written; not one of the shown ones yet."""
        self._from_top = from_top
        self._moving = False
        super().__init__(*self._shown)

    def on_mount(self) -> None:
        if not self._from_top:
            self.anchor()

    def page(self, by: int) -> None:
        """Scroll by a page: -1 is up."""
        self.scroll_relative(y=by * max(self.size.height - 2, 1), animate=False)

    @property
    def last(self) -> TurnView | None:
        return self._turns[-1] if self._turns else None

    @property
    def newest(self) -> TurnWidget | None:
        """What stands at the end of the mounted part."""
        return self._shown[-1] if self._shown else None

    @property
    def mounted(self) -> int:
        """How many turns there are widgets for."""
        return len(self._shown)

    def add(self, turn: TurnView) -> TurnWidget:
        """Say something, at the end; the view goes there."""
        return self._settled(TurnWidget(turn), turn) if self._live is None else self.settle(turn)

    def write(self, turn: TurnView) -> None:
        """Show a turn that is still being written; `settle` makes it one of the others."""
        if self._live is None:
            self._live = TurnWidget(turn)
            self._at_the_end(self._live)
        else:
            self._live.say(turn)

    def settle(self, turn: TurnView) -> TurnWidget:
        """The turn as it was recorded, in place of what was being written, if anything was."""
        live, self._live = self._live, None
        if live is None:
            return self.add(turn)
        live.say(turn)
        return self._settled(live, turn)

    def take_back(self) -> None:
        """What was being written will not be said."""
        live, self._live = self._live, None
        if live is not None:
            live.remove()

    def _settled(self, said: TurnWidget, turn: TurnView) -> TurnWidget:
        if not said.is_attached:
            self._at_the_end(said)
        self._turns.append(turn)
        self._shown.append(said)
        for old in self._shown[:-MOUNTED]:
            old.remove()
        self._shown = self._shown[-MOUNTED:]
        self._start = len(self._turns) - len(self._shown)
        return said

    def _at_the_end(self, said: TurnWidget) -> None:
        if self._start + len(self._shown) < len(self._turns):  # it was scrolled far up
            self._show_from(len(self._turns) - MOUNTED)
        self.mount(said)
        self.anchor()

    # -- turns that are out of reach come back --------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._moving or self._live is not None:
            return
        more = self._start + len(self._shown) < len(self._turns)
        if new_value < old_value and new_value <= NEAR and self._start > 0:
            self._move(max(0, self._start - STEP))
        elif new_value > old_value and new_value >= self.max_scroll_y - NEAR and more:
            self._move(min(self._start + STEP, len(self._turns) - MOUNTED))

    def _move(self, start: int) -> None:
        """Mount other turns, keeping what is being read where it is."""
        self._moving = True
        kept = self._shown[0 if start < self._start else -1]
        height = kept.virtual_region.y - self.scroll_y
        self._show_from(start)

        def put_back() -> None:
            self.scroll_to(y=kept.virtual_region.y - height, animate=False, immediate=True)
            self._moving = False

        self.call_after_refresh(put_back)

    def _show_from(self, start: int) -> None:
        """Mount the turns from `start` on, unmount those that are out of reach then."""
        start = max(0, start)
        there = {self._start + at: said for at, said in enumerate(self._shown)}
        wanted = range(start, min(start + MOUNTED, len(self._turns)))
        before = [TurnWidget(self._turns[at]) for at in wanted if at < self._start]
        after = [TurnWidget(self._turns[at]) for at in wanted if at >= self._start + len(there)]
        with self.app.batch_update():
            if before:
                self.mount(*before, before=self._shown[0])
            if after:
                self.mount(*after, after=self._shown[-1])
            for at, said in there.items():
                if at not in wanted:
                    said.remove()
        stay = [said for at, said in there.items() if at in wanted]
        self._start, self._shown = start, [*before, *stay, *after]


def _visual(turn: TurnView) -> Content | Page:
    style = "bold $text-primary" if turn.speaker == "interviewer" else "bold"
    if isinstance(turn.text, tuple):
        return Page((row((turn.label, style)), *turn.text))
    body = turn.text if isinstance(turn.text, Content) else text(inert(turn.text))
    return text((turn.label, style), BREAK, body) if turn.label else body
