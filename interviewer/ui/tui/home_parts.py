"""What the home screen says, as text, and its keys."""

from textual.content import Content

from interviewer.core.text import Inert, counted, inert, joined, one_line
from interviewer.reports.facts import percent
from interviewer.ui.home_views import HomeView, PastSession, StandingView, Tonight
from interviewer.ui.question_choice import QuestionChoice
from interviewer.ui.tui.formatting import BANDS, band, bar
from interviewer.ui.tui.keys import KeyHint
from interviewer.ui.tui.layout import MUTED, Flow, Part, Row, row, text
from interviewer.ui.tui.listing import Entry

BEGIN = KeyHint("enter", "Enter", "begin", "Begin an interview with all questions.", "begin")
CHOOSE = KeyHint(
    "c", "c", "choose", "Choose the questions, and how they are asked.", "choose_questions"
)
PRACTICE = KeyHint("p", "p", "practise", "Begin, with the verdict after each question.", "practice")
TONIGHT = KeyHint(
    "enter", "Enter", "practise", "Practise what is due tonight, and what is new.", "begin"
)
WHOLE = KeyHint("i", "i", "interview", "A whole mock interview with all questions.", "interview")
DRILL = KeyHint("w", "w", "drill", "Drill what was missed the last time.", "drill")
PROGRESS = KeyHint("g", "g", "progress", "How you stand, and what is slipping away.", "progress")
MODEL = KeyHint(
    "m", "m", "model", "Connect a language model, or look at the one there is.", "model"
)
RESUME = KeyHint("r", "r", "resume", "Resume the unfinished interview that is chosen.", "resume")
OPEN = KeyHint("o", "o", "open", "Open the report of the past interview that is chosen.", "open")
THEME = KeyHint("t", "t", "theme", "Choose the colours; they are remembered.", "app.change_theme")
LEAVE = KeyHint("escape", "Esc", "leave", "Leave the program.", "escape", stays=True)
BACK = KeyHint("escape", "Esc", "back", "", "escape", stays=True)
DOWN = KeyHint("down", "\u2193", "past interviews", "Go to the list.", "to_list", footer=False)
LONGEST_TITLE = 120
"""Characters: the keys below it must stay in sight."""
HERE = {
    "r": KeyHint("enter", "Enter", "resume", "", "resume"),
    "o": KeyHint("enter", "Enter", "open", "", "open"),
}
"""What Enter does at an entry of the list."""
STEPS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
"""Results as a line of bars, lowest first."""


def welcome(view: HomeView) -> list[Row | Flow]:
    """What is said at first sight: what this is, what leaves the machine, how it grades, one key."""
    offline = view.examiner.endswith(", offline")
    leaves = (
        "Nothing leaves this machine: the built-in examiner reads your answers here."
        if offline
        else f"Your answers go to {one_line(view.examiner)} and nowhere else."
    )
    rows: list[Row | Flow] = [
        row(inert("It asks, listens, asks again where something is missing, and grades.")),
        row(inert(leaves)),
        row(inert("Every point it credits stands beside your own words.")),
        row(
            (inert("Enter"), "bold $text-primary"),
            inert(f" begins: {counted(view.questions, 'question')}, and you can stop at any time."),
        ),
    ]
    return rows


def sample(view: HomeView) -> list[Row]:
    """A question as it will be asked."""
    return [row(inert(view.sample)), row(), row((one_line(view.title, LONGEST_TITLE), MUTED))]


def about(view: HomeView, *, short: bool) -> list[Row | Flow]:
    """What an interview would be; with `short`, in as few lines as can be."""
    questions = counted(view.questions, "question")
    length = inert(f"{questions}, about {view.minutes:,} minutes")
    if view.tonight is not None:
        return tonight(view, view.tonight, short=short)
    rows: list[Row | Flow] = [row((one_line(view.title, LONGEST_TITLE), "bold $foreground"))]
    if short:
        return [*rows, row(length)]
    topics = joined(", ", (inert(f"{one_line(topic, 30)} {count}") for topic, count in view.topics))
    rows += [row(length), Row(text((topics, MUTED)), cut=True), row((_habits(view.wish), MUTED))]
    return [*rows, row(), _ways()]


def tonight(view: HomeView, due: Tonight, *, short: bool) -> list[Row | Flow]:
    """What is due, why, and three ways in; with `short`, in as few lines as can be."""
    are = "point is" if due.points == 1 else "points are"
    said = row((inert(f"{due.points} {are} due, about {due.minutes} minutes"), "bold $foreground"))
    if short:
        return [said]
    why = due.why if len(due.why) < 2 else due.why[0].lower() + due.why[1:]
    rows: list[Row | Flow] = [said, Row(text((one_line(why), MUTED)), cut=True), row()]
    ways = [(TONIGHT, inert("practise tonight's"))]
    if due.missed:
        ways.append((DRILL, inert(f"drill what was missed ({due.missed})")))
    ways.append((WHOLE, inert(f"a whole mock interview, {counted(view.questions, 'question')}")))
    width = max(len(key.shown) for key, _ in ways) + 2
    return rows + [
        row(way, lead=text((inert(f"{key.shown:<{width}}"), "bold $text-primary")))
        for key, way in ways
    ]


def _ways() -> Flow:
    """The keys that begin, where they begin."""
    return Flow(
        tuple(
            text((inert(key.shown), "bold $text-primary"), inert(f" {said}"))
            for key, said in (
                (BEGIN, "a whole interview"),
                (PRACTICE, "with a verdict after each question"),
            )
        )
    )


def standing(view: StandingView, width: int = 40) -> list[Row | Flow]:
    """The newest score, the last results as bars, the topics: a line each in so many cells."""
    score = text(
        (percent(view.score), f"bold {band(view.score)}"),
        inert("   unaided "),
        (percent(view.unaided_score), "$foreground"),
    )
    rows: list[Row | Flow] = [Row(score)]
    if view.days_to_go is not None:
        rows.append(row(inert(f"{counted(view.days_to_go, 'day')} to go")))
    if len(view.results) > 1:
        rows.append(row((inert("last results  "), MUTED), _results(view.results)))
    names = [one_line(name, 16) for name, _ in view.topics]
    column = max((len(name) for name in names), default=0) + 1
    for name, (_, share) in zip(names, view.topics, strict=True):
        known: Part = (inert("not asked yet"), MUTED)
        if share is not None:
            length = min(max(width - column - 6, 3), 10)
            known = text(bar(share, length, band(share)), inert(f" {percent(share):>5}"))
        rows.append(row(inert(f"{name:<{column}}"), known))
    return rows


def _results(results: tuple[float, ...]) -> Content:
    steps = len(STEPS) - 1
    return text(
        *((inert(STEPS[round(min(max(share, 0), 1) * steps)]), band(share)) for share in results)
    )


def entries(view: HomeView, *, narrow: bool = False) -> list[Entry]:
    """The sessions: those to resume, then those that are done. Ids begin with the key.

    `narrow` leaves only the day, the grade and the score of a session that is done.
    """
    found = []
    if view.unfinished:
        found.append(Entry(None, (inert("Unfinished"),)))
        found += [_unfinished(session) for session in view.unfinished]
    if view.past:
        if found:
            found.append(Entry(None, (inert(""),)))
        found.append(Entry(None, (inert("Before"),)))
        found += [_past(session, narrow=narrow) for session in view.past]
    return found


def _unfinished(session: PastSession) -> Entry:
    where = f"question {session.question} of {session.questions}"
    return Entry(
        f"r {session.id}",
        (
            inert(f"{one_line(session.when):<16}"),
            (inert(f"{where:<37}"), "$foreground"),
            (one_line(session.bank, 40), MUTED),
        ),
        ((inert("resume"), MUTED),),
    )


def _past(session: PastSession, *, narrow: bool) -> Entry:
    """A line of the list, in columns: when, grade, score, unaided, how many, of which bank."""
    unaided = "" if session.unaided_score is None else f"unaided {percent(session.unaided_score)}"
    parts: list[Part] = [
        inert(f"{one_line(session.when):<16}"),
        (inert(f"{session.grade or '-'}  "), BANDS.get(session.grade or "", MUTED)),
        (inert(f"{percent(session.score):>5}  "), "$foreground"),
    ]
    end: tuple[Part, ...] = ((inert("open"), MUTED),)
    if narrow:
        return Entry(f"o {session.id}", tuple(parts), end)
    parts += [
        (inert(f"{unaided:<14}"), MUTED),
        inert(f"{counted(session.questions, 'question'):<13}"),
        (one_line(session.bank, 40), MUTED),
    ]
    if session.weakest and (session.score or 0.0) < 0.995:
        parts.append((inert(f"   weakest: {one_line(session.weakest)}"), MUTED))
    return Entry(f"o {session.id}", tuple(parts), end)


def _habits(wish: QuestionChoice) -> Inert:
    """How an interview goes where nothing else is chosen."""
    number = wish.follow_ups
    follow_ups = f"at most {counted(number, 'follow-up')} each" if number else "no follow-ups"
    return inert(f"{follow_ups}, verdict {'after each' if wish.feedback_each else 'at the end'}")
