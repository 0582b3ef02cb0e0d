"""“I did say that”: choose a missed point, name the own words for it, see what is decided and why."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from interviewer.core.errors import ReportedError
from interviewer.core.questions import sentences
from interviewer.core.report import QuestionReport
from interviewer.core.text import inert, one_line
from interviewer.reports.facts import SIGNS, examiner_name, name, point_facts
from interviewer.ui.ports import Appeal
from interviewer.ui.tui.headline import TopLine
from interviewer.ui.tui.interview_keys import CANCEL
from interviewer.ui.tui.keys import HELP, SUSPEND, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import MUTED, QUOTED, Page, Row, row
from interviewer.ui.tui.listing import Entry, RowList
from interviewer.ui.tui.status_lines import StatusLines
from interviewer.ui.tui.stopwatch import Stopwatch
from interviewer.ui.tui.verdict_view import STYLES, heading
from interviewer.ui.tui.waiting import Waiting

CHOOSE = KeyHint("enter", "Enter", "choose", "Choose the line with the pointer.", "take")
TAKE = KeyHint("enter", "Enter", "take these words", "Take the sentence at the pointer.", "take")
SEND = KeyHint("enter", "Enter", "dispute", "Have the point judged by these words.", "take")
OTHER = KeyHint(
    "tab", "Tab", "other words", "Empty the line, to take or type other words.", "other"
)
CLOSE = KeyHint("enter", "Enter", "continue", "Back to the verdict.", "take")
BACK = KeyHint("escape", "Esc", "back", "Back; nothing is disputed.", "escape", stays=True)

Stage = Literal["point", "words", "judging", "told"]
Hear = Callable[[Appeal], Awaitable[tuple[str, QuestionReport]]]
"""Judges an appeal: why it was decided so, and the question as it stands then. Raises ReportedError."""


class DisputeScreen(Screen[QuestionReport | None]):
    """Over a verdict. Returns the question as it stands afterwards; None where nothing was judged."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (CHOOSE, OTHER, BACK, HELP, SUSPEND)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((OTHER, BACK), priority=True),
        Binding("enter", "take", show=False),
        Binding("up,pageup", "steer(-1)", show=False),
        Binding("down,pagedown", "steer(1)", show=False),
        Binding("ctrl+q,ctrl+c", "escape", show=False, priority=True),
    ]
    AUTO_FOCUS = "RowList"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    DisputeScreen {
        #column { align: center top; height: 1fr; }
        #dispute {
            height: auto; max-height: 1fr; max-width: 100; margin: 1 2 0 2; padding: 1 2 0 2;
            border: round $primary; border-title-color: $text-primary;
        }
        #about { height: auto; margin: 0 0 1 0; }
        #dispute RowList { height: auto; max-height: 12; margin: 0 0 1 0; }
        Input {
            display: none; height: 1; border: none; padding: 0 1; margin: 0 0 1 0;
            background: $surface;
        }
        Input:focus { border: none; background: $panel; }
        &.-words Input { display: block; }
        &.-told RowList { display: none; }
        StatusLines { max-width: 104; }
        &.-short {
            #dispute { margin: 0; padding: 0 1; border: none; }
            #about, #dispute RowList, Input { margin: 0; }
            #dispute RowList { max-height: 4; }
        }
    }
    """

    def __init__(self, question: QuestionReport, hear: Hear) -> None:
        super().__init__()
        self._question = question
        self._hear = hear
        self._open = question.disputable
        self._point = self._open[0].id
        self._stage: Stage = "point"
        self._renewed: QuestionReport | None = None
        self._taken = ""
        """The sentence that was taken from the list."""
        self._said = [
            sentence for turn in reversed(question.turns) for sentence in sentences(turn.answer)
        ]
        self._judging: asyncio.Task[None] | None = None

    def compose(self) -> ComposeResult:
        who = ", ".join(self._question.examiners)
        yield TopLine(inert(f"Dispute \u203a {name(self._question)}"), examiner_name(who))
        with Vertical(id="column"):
            with Vertical(id="dispute"):
                yield Static(id="about", markup=False)
                yield RowList()
                # Selected text would be replaced by the letter after the one that brought the focus here.
                yield Input(placeholder="or type them, as you said them", select_on_focus=False)
            yield StatusLines()
        yield KeyBar(())

    def on_mount(self) -> None:
        self.query_one("#dispute").border_title = "I did say that"
        self._list = self.query_one(RowList)
        self._line = self.query_one(Input)
        self._line.cursor_blink = False
        self._status_lines = self.query_one(StatusLines)
        self._watch = Stopwatch(asyncio.get_running_loop().time)
        self._wait = Waiting(self, self._status_lines, lambda: self._watch.seconds)
        if len(self._open) == 1:
            self._ask_for_words()
        else:
            self._ask_for_the_point()

    # -- the stages -----------------------------------------------------------------------------------

    def _enter(self, stage: Stage, rows: list[Row]) -> None:
        self._stage = stage
        for each in ("point", "words", "told"):
            self.set_class(each == stage, f"-{each}")
        self.query_one("#about", Static).update(Page(rows))
        self._say_keys()

    def _say_keys(self) -> None:
        keys: tuple[KeyHint, ...] = (CHOOSE,)
        if self._stage == "words":
            keys = (SEND, OTHER) if self._line.value.strip() else (TAKE,)
        elif self._stage != "point":
            keys = (CANCEL,) if self._stage == "judging" else (CLOSE,)
        back = () if self._stage == "judging" else (BACK,)
        self.query_one(KeyBar).show((*keys, HELP, *back))

    @on(Input.Changed)
    def _typed(self) -> None:
        """The list has its pointer as long as Enter takes the sentence there."""
        if self._stage == "words":
            self._list.steer(steered=not self._line.value.strip())
            self._say_keys()

    def _ask_for_the_point(self) -> None:
        facts = {point.id: point_facts(self._question, point) for point in self._open}
        self._list.show(
            [
                Entry(
                    point,
                    ((SIGNS[fact.mark], STYLES[fact.mark]), inert(" "), fact.label),
                    ((inert(f" {fact.worth}"), MUTED),),
                )
                for point, fact in facts.items()
            ],
            self._point,
        )
        self._list.steer(steered=False)
        self._list.can_focus = True
        self._enter("point", [row((inert("Which of these did you say?"), "bold $foreground"))])
        self.set_focus(self._list)

    def _ask_for_words(self) -> None:
        point = next(point for point in self._open if point.id == self._point)
        fact = point_facts(self._question, point)
        rows = [row((fact.label, "bold $foreground"))]
        if fact.description != fact.label and not self.has_class("-short"):
            rows.append(row((fact.description, MUTED)))
        rows += [row(), row(inert("Which of your words say it? Only words you said count."))]
        self._list.show(
            [Entry(str(at), (one_line(said),), whole=True) for at, said in enumerate(self._said)]
        )
        self._enter("words", rows)
        # The line has the focus all the time: letters that come fast would overtake a change of it.
        self._list.can_focus = False
        self._list.steer(steered=True)
        self._line.value = self._taken = ""
        self.set_focus(self._line)

    def _tell(self, reason: str, renewed: QuestionReport) -> None:
        self._renewed = renewed
        point = next(point for point in renewed.points if point.id == self._point)
        fact = point_facts(renewed, point)
        upheld = point.dispute is not None and point.dispute.upheld
        said, style = (
            ("It counts.", "bold $text-success") if upheld
            else ("It stays as it was.", "bold $foreground")
        )  # fmt: skip
        self._enter(
            "told",
            [
                row((inert(said), style)),
                row(one_line(reason)),
                row(),
                row(fact.label, lead=(inert(f"{SIGNS[fact.mark]} "), STYLES[fact.mark])),
                row((fact.outcome, MUTED), indent=2),
                *([row((inert(f"\u201c{fact.quote}\u201d"), QUOTED), indent=2)] if upheld else []),
                row(),
                heading(renewed),
            ],
        )
        self.set_focus(None)

    # -- keys -----------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        """By Enter in the list, or by a click."""
        if self._stage == "words":
            self._take_sentence()
        else:
            self.action_take()

    def _take_sentence(self) -> None:
        self._taken = one_line(self._said[int(self._list.chosen or 0)])
        self._line.value = self._taken
        self._line.cursor_position = len(self._taken)

    @on(Input.Submitted)
    def action_take(self) -> None:
        if self._stage == "point":
            self._point = self._list.chosen or self._point
            self._ask_for_words()
        elif self._stage == "words" and self._said and not self._line.value.strip():
            self._take_sentence()
        elif self._stage == "words":
            self._dispute(self._line.value)
        elif self._stage == "told":
            self.dismiss(self._renewed)

    def action_other(self) -> None:
        if self._stage == "words":
            self._line.value = self._taken = ""

    def action_steer(self, by: int) -> None:
        """Move the pointer; a sentence that was taken and not changed gives way to the next."""
        if self._stage != "words" or self._line.value not in ("", self._taken):
            return
        self._line.value = self._taken = ""
        move = self._list.action_cursor_up if by < 0 else self._list.action_cursor_down
        move()

    def on_key(self, event: events.Key) -> None:
        """Who types beside the line means it; so do letters that were on their way to the list."""
        if self._stage == "words" and event.is_printable:
            self.set_focus(self._line)
            self._line.insert_text_at_cursor(event.character or "")
            event.stop()

    def on_click(self) -> None:
        """A click chooses a sentence; the keys stay with the line."""
        if self._stage == "words":
            self.set_focus(self._line)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted beside the line is meant for it too."""
        if self._stage == "words" and not self._line.has_focus:
            self.set_focus(self._line)
            self._line.insert_text_at_cursor(event.text.splitlines()[0] if event.text else "")
            event.stop()

    def _dispute(self, words: str) -> None:
        if not words.strip():
            self._status_lines.remark(inert("Name the words first: yours, as you said them."))
            return
        self._stage = "judging"
        self._say_keys()
        self._watch.restart()
        self._wait.begin(inert("judging it again"))
        self.run_worker(partial(self._judge, Appeal(self._point, words)))  # type: ignore[arg-type]

    async def _judge(self, appeal: Appeal) -> None:
        self._judging = asyncio.ensure_future(self._heard(appeal))
        try:
            await self._judging
        except asyncio.CancelledError:
            if not self._judging.cancelled():  # the screen itself is closing
                self._judging.cancel()
                raise
            self._again("Stopped. It was not judged; you can dispute it again.")
        except ReportedError as error:
            self._again(str(error))
        finally:
            self._judging = None

    async def _heard(self, appeal: Appeal) -> None:
        reason, renewed = await self._hear(appeal)
        self._wait.end()
        self._tell(reason, renewed)

    def _again(self, why: str) -> None:
        self._wait.end()
        self._stage = "words"
        self._say_keys()
        self._status_lines.remark(inert(why))

    def cancel(self) -> bool:
        """Stop the judgement; False where none is under way."""
        return self._judging is not None and self._judging.cancel()

    def action_escape(self) -> None:
        if self._stage == "judging":
            self.cancel()
        elif self._stage == "words" and len(self._open) > 1:
            self._ask_for_the_point()
        else:
            self.dismiss(self._renewed)

    def pressed(self, _key: str) -> None:
        """Any key, before it acts: what was remarked has been read."""
        self._status_lines.remark(inert(""))
