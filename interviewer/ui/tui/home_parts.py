"""What the home screen says, as text, and its keys."""

from textual.content import Content

from interviewer.core.text import one_line
from interviewer.reports.facts import percent
from interviewer.ui.ports import HomeView, PastSession, QuestionChoice
from interviewer.ui.tui.keys import KeyHint
from interviewer.ui.tui.layout import MUTED, Flow, Part, Row, row
from interviewer.ui.tui.listing import Entry

BEGIN = KeyHint("enter", "Enter", "begin", "Begin an interview with all questions.", "begin")
CHOOSE = KeyHint(
    "c", "c", "choose questions", "Choose topic, difficulty and how many first.", "choose_questions"
)
PRACTICE = KeyHint("p", "p", "practice", "Begin, with the verdict after each question.", "practice")
MODEL = KeyHint("m", "m", "connect a model", "How to connect a language model.", "model")
RESUME = KeyHint(
    "r", "r", "resume", "Go on with the unfinished interview that is chosen.", "resume"
)
OPEN = KeyHint("o", "o", "open", "Open the report of the past interview that is chosen.", "open")
LEAVE = KeyHint("escape", "Esc", "leave", "Leave the program.", "escape", stays=True)
BACK = KeyHint("escape", "Esc", "back", "", "escape", stays=True)
DOWN = KeyHint("down", "\u2193", "past interviews", "Go to the list.", "to_list", footer=False)
BANK = 60
"""Characters by which banks are told apart; a session names its own in no more."""
LONGEST_TITLE = 120
"""Characters: the keys below it must stay in sight."""
HERE = {
    "r": KeyHint("enter", "Enter", "resume", "", "resume"),
    "o": KeyHint("enter", "Enter", "open", "", "open"),
}
"""What Enter does at an entry of the list."""


def about(view: HomeView, *, short: bool) -> list[Row | Flow]:
    """What an interview would be; with `short`, in as few lines as can be."""
    topics = ", ".join(f"{one_line(topic, 30)} {count}" for topic, count in view.topics[:6])
    if len(view.topics) > 6:
        topics += ", \u2026"
    questions = "1 question" if view.questions == 1 else f"{view.questions:,} questions"
    rows: list[Row | Flow] = [
        row((one_line(view.title, LONGEST_TITLE), "bold $text-primary")),
        *([] if short else [row()]),
        row(f"{questions}: {topics}. About {view.minutes:,} minutes."),
        row((_habits(view.wish), MUTED)),
    ]
    return rows[:-1] if short else [*rows, row(), _ways(view)]


def _ways(view: HomeView) -> Flow:
    """The keys that begin, where they begin."""
    keys = (BEGIN, CHOOSE, PRACTICE, *([MODEL] if view.model_hint else ()))
    return Flow(
        tuple(Content.assemble((key.shown, "bold $foreground"), f" {key.label}") for key in keys)
    )


def entries(view: HomeView) -> list[Entry]:
    """The sessions: those to go on with, then those that are done. Ids begin with the key."""
    found = []
    if view.unfinished:
        found.append(Entry(None, ("Unfinished",)))
        found += [_unfinished(session) for session in view.unfinished]
    if view.past:
        if found:
            found.append(Entry(None, ("",)))
        found.append(Entry(None, ("Before",)))
        found += [_past(session, one_line(view.title, BANK)) for session in view.past]
    return found


def _unfinished(session: PastSession) -> Entry:
    where = f"question {session.question} of {session.questions}, {one_line(session.bank)}"
    return Entry(
        f"r {session.id}",
        (f"{one_line(session.when):<18}", (where, "$foreground")),
        (("resume", MUTED),),
    )


def _past(session: PastSession, bank: str) -> Entry:
    """A line of the list. Where it is of another bank than the present one, it says so."""
    grade = session.grade or "-"
    parts: list[Part] = [
        f"{one_line(session.when):<18}",
        (f"{grade}  {percent(session.score):>5}", "bold $foreground"),
    ]
    count = "1 question" if session.questions == 1 else f"{session.questions:,} questions"
    parts.append(f"  {count}")
    if one_line(session.bank, BANK) != bank:
        parts.append((f"   {one_line(session.bank, 40)}", "$foreground"))
    if session.unaided_score is not None:
        parts.append((f"  {percent(session.unaided_score)} unaided", MUTED))
    if session.weakest:
        parts.append((f"   weakest: {one_line(session.weakest)}", MUTED))
    return Entry(f"o {session.id}", tuple(parts), (("open", MUTED),))


def _habits(wish: QuestionChoice) -> str:
    """How an interview goes where nothing else is chosen."""
    number = wish.follow_ups
    follow_ups = (
        f"At most {number} follow-up{'' if number == 1 else 's'} each"
        if number
        else "No follow-ups"
    )
    return f"{follow_ups}, the verdict {'after each' if wish.feedback_each else 'at the end'}."
