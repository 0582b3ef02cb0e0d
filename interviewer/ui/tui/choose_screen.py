"""Choosing what to be asked: the wishes of the command line, as lines to turn left and right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from interviewer.core.errors import ReportedError
from interviewer.core.text import one_line
from interviewer.ui.ports import HomeView, Host, QuestionChoice
from interviewer.ui.tui.home_parts import LONGEST_TITLE
from interviewer.ui.tui.keys import EVERYWHERE, HELP, PALETTE, KeyBar, KeyHint, bindings
from interviewer.ui.tui.layout import MUTED, Page, Row, row
from interviewer.ui.tui.listing import POINTER
from interviewer.ui.tui.status_lines import StatusLines

BEGIN = KeyHint("enter", "Enter", "begin", "Begin with these questions.", "begin")
LEFT = KeyHint("left", "\u2190", "before", "", "turn(-1)", footer=False)
RIGHT = KeyHint("right", "\u2190\u2192", "change", "Change the value of the line.", "turn(1)")
UP = KeyHint("up", "\u2191", "up", "", "move(-1)", footer=False)
DOWN = KeyHint("down", "\u2191\u2193", "move", "Move between the lines.", "move(1)")
BACK = KeyHint("escape", "Esc", "back", "Back to the home screen.", "back", stays=True)


@dataclass(slots=True)
class Line:
    """One wish: its name, the values it can have and which of them it has."""

    name: str
    values: Sequence[tuple[Any, str]]
    at: int = 0

    @property
    def value(self) -> Any:
        return self.values[self.at][0]

    def turn(self, by: int) -> None:
        self.at = (self.at + by) % len(self.values)


class ChooseScreen(Screen[None]):
    """A wish, line by line."""

    KEYS: ClassVar[tuple[KeyHint, ...]] = (BEGIN, DOWN, RIGHT, UP, LEFT, BACK, *EVERYWHERE)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((BEGIN, UP, DOWN, LEFT, RIGHT, BACK)),
        Binding("space", "turn(1)", show=False),
        Binding("ctrl+q,ctrl+c", "back", show=False, priority=True),
    ]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ChooseScreen {
        #name { height: 1; padding: 0 2; background: $surface; color: $text-muted; }
        #lines { height: 1fr; padding: 1 4 0 2; }
    }
    """

    def __init__(self, view: HomeView, host: Host) -> None:
        super().__init__()
        self._host = host
        self._title = one_line(view.title, LONGEST_TITLE)
        self._questions = view.questions
        self._counts = (dict(view.topics), dict(view.difficulties))
        self._lines = _lines(view)
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static("Choose questions", id="name", markup=False)
        yield Static(id="lines", markup=False)
        yield StatusLines()
        yield KeyBar((BEGIN, DOWN, RIGHT, HELP, BACK, PALETTE))

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        rows = [row((self._title, "bold $foreground"), lead="  "), row()]
        rows += [self._row(number, line) for number, line in enumerate(self._lines)]
        rows += [row(), row((one_line(self._asks()), MUTED), lead="  ")]
        self.query_one("#lines", Static).update(Page(rows))

    def _asks(self) -> str:
        """How many questions that gives, as far as the counts can tell."""
        topic, level, most = (line.value for line in self._lines[:3])
        topics, levels = self._counts
        count = self._questions
        count = count if topic is None else min(count, topics.get(topic, 0))
        count = count if level is None else min(count, levels.get(level, 0))
        count = count if most is None else min(count, most)
        # How many of a topic are of a difficulty is not known here.
        sure = topic is None or level is None
        asks = "1 question" if count == 1 else f"{count:,} questions"
        return f"This asks {asks}." if sure else f"This asks at most {asks}."

    def _row(self, number: int, line: Line) -> Row:
        here = number == self._at
        text = line.values[line.at][1]
        if number < len(self._counts) and line.value is not None:
            other = self._lines[1 - number].value
            count = self._counts[number].get(line.value, 0)
            text += f" ({count})" if other is None else ""
        value = f"\u2039 {text} \u203a" if here else f"  {text}"
        style = "bold $text-primary" if here else "$foreground"
        lead = (POINTER if here else "  ", "bold $text-primary")
        return row((f"{line.name:<12}", MUTED), (value, style), lead=lead)

    def wish(self) -> QuestionChoice:
        topic, difficulty, count, shuffle, follow_ups, each = (line.value for line in self._lines)
        return QuestionChoice(
            count=count,
            topic=topic,
            difficulty=difficulty,
            shuffle=shuffle,
            follow_ups=follow_ups,
            feedback_each=each,
        )

    def action_move(self, by: int) -> None:
        self._at = (self._at + by) % len(self._lines)
        self._show()

    def action_turn(self, by: int) -> None:
        self._lines[self._at].turn(by)
        self.query_one(StatusLines).remark("")
        self._show()

    def action_begin(self) -> None:
        try:
            interview = self._host.begin(self.wish())
        except ReportedError as told:
            self.query_one(StatusLines).remark(str(told))
            return
        app: Any = self.app
        self.dismiss()
        app.open_interview(interview)

    def action_back(self) -> None:
        self.dismiss()


def _lines(view: HomeView) -> list[Line]:
    topics = [(name, one_line(name, 40)) for name, _ in view.topics]
    levels = [(name, one_line(name, 40)) for name, _ in view.difficulties]
    counts = sorted({number for number in (1, 2, 3, 5, 10, 20, 50) if number < view.questions})
    return [
        Line("Topic", [(None, "all"), *topics]),
        Line("Difficulty", [(None, "all"), *levels]),
        Line("Questions", [(None, "all"), *((n, f"at most {n}") for n in counts)]),
        Line("Order", [(False, "as in the bank"), (True, "shuffled")]),
        Line(
            "Follow-ups",
            [(n, f"at most {n}" if n else "none") for n in range(max(6, view.wish.follow_ups + 1))],
            view.wish.follow_ups,
        ),
        Line(
            "Verdict",
            [(False, "at the end"), (True, "after each question")],
            view.wish.feedback_each,
        ),
    ]
