"""The keys of the interview, and what can be chosen where something failed."""

from interviewer.core.choices import Choice
from interviewer.ui.tui.keys import HELP, PALETTE, KeyHint
from interviewer.ui.tui.keys import SUSPEND as SUSPEND_ANYWHERE

SEND = KeyHint("enter", "Enter", "send", "Send your answer.", "send")
NEW_LINE = KeyHint(
    "ctrl+j", "^J", "new line", "Start a new line; Shift+Enter does too where it can.", "new_line"
)
SKIP = KeyHint(
    "ctrl+k",
    "^K",
    "skip",
    "Skip the question or its follow-ups; twice after typing. In haste, it waits.",
    "skip",
)
ADD = KeyHint(
    "ctrl+n",
    "^N",
    "add",
    "Add what is typed to the answer before: while that is read, or at a follow-up.",
    "add",
)
HINT = KeyHint("ctrl+t", "^T", "hint", "Ask for a hint; each leads a little further.", "hint")
PAUSE = KeyHint("ctrl+s", "^S", "pause", "Stop the clock and hide the question.", "pause")
RESUME = KeyHint("ctrl+s", "^S", "resume", "Show the question again; the clock runs.", "pause")
REPEAT = KeyHint("ctrl+r", "^R", "repeat", "Ask the question again, in the same words.", "repeat")
CONTINUE = KeyHint("enter", "Enter", "continue", "Continue to the next question.", "send")
FOLD = KeyHint(
    "space", "Space", "in full", "Show or hide the rubric's sentences and the reference.", "fold"
)
DISPUTE = KeyHint(
    "d",
    "d",
    "I did say that",
    "Dispute a missed point: name your own words for it, and it is judged again.",
    "dispute",
)
NO_RATING = KeyHint("enter", "Enter", "without", "See the verdict without a prediction.", "send")
RATE = KeyHint("0", "0-3", "say how it went", "Say how well it went.", "rate(0)")
CANCEL = KeyHint("escape", "Esc", "stop it", "Stop what the examiner is doing.", "escape")
TAKE_BACK = KeyHint(
    "ctrl+z",
    "^Z",
    "take back",
    "Take back the answer being read; so does Up in an empty box.",
    "take_back",
)
SUSPEND = SUSPEND_ANYWHERE._replace(about="Otherwise: suspend to the shell; `fg` comes back.")
LEAVE = KeyHint(
    "ctrl+q", "^Q", "leave", "Leave: to resume later, with a report, or for good.", "leave",
    stays=True,
)  # fmt: skip
UP = KeyHint(
    "pageup", "PgUp", "read back", "Scroll the conversation up.", "scroll(-1)", footer=False
)
DOWN = KeyHint(
    "pagedown", "PgDn", "read on", "Scroll the conversation down.", "scroll(1)", footer=False
)
STOP = KeyHint(
    "ctrl+c",
    "^C",
    "stop",
    "Copy what is selected; else stop the examiner, else leave; twice keeps all for later.",
    "stop",
    footer=False,
)

PAUSED_KEYS = (RESUME, HELP, LEAVE, PALETTE)

CHOICES = {
    Choice.RETRY: KeyHint("ctrl+t", "^T", "retry", Choice.RETRY.value, "choose('RETRY')"),
    Choice.SKIP: KeyHint("ctrl+g", "^G", "skip grading", Choice.SKIP.value, "choose('SKIP')"),
    Choice.OFFLINE: KeyHint(
        "ctrl+o", "^O", "grade offline", Choice.OFFLINE.value, "choose('OFFLINE')"
    ),
    Choice.KEEP: KeyHint("ctrl+l", "^L", "keep and leave", Choice.KEEP.value, "choose('KEEP')"),
}
