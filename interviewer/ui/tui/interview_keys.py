"""The keys of the interview, and what can be chosen where something failed."""

from interviewer.core.choices import Choice
from interviewer.ui.tui.keys import KeyHint

SEND = KeyHint("enter", "Enter", "send", "Send your answer.", "send")
NEW_LINE = KeyHint(
    "ctrl+j", "^J", "new line", "Start a new line; Shift+Enter does too where it can.", "new_line"
)
SKIP = KeyHint(
    "ctrl+k",
    "^K",
    "skip",
    "Skip the question; twice where something is typed. At a follow-up, go on to the next.",
    "skip",
)
HINT = KeyHint("ctrl+t", "^T", "hint", "Ask for a hint; each leads a little further.", "hint")
REPEAT = KeyHint("ctrl+r", "^R", "repeat", "Ask the question again, in the same words.", "repeat")
GO_ON = KeyHint("enter", "Enter", "go on", "Go on to the next question.", "send")
CANCEL = KeyHint("escape", "Esc", "cancel", "Stop what the examiner is doing.", "escape")
LEAVE = KeyHint(
    "ctrl+q", "^Q", "leave", "Leave: with a report now, or to go on later.", "leave", stays=True
)
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
    "Copy what is selected; else cancel, else leave; twice keeps all for later.",
    "stop",
    footer=False,
)

FINISH = KeyHint("f", "f", "finish now, with a report", "", "finish")
KEEP = KeyHint("k", "k", "keep for later", "", "keep")
BACK = KeyHint("escape", "Esc", "go on", "", "escape")

CHOICES = {
    Choice.RETRY: KeyHint("ctrl+t", "^T", "try again", Choice.RETRY.value, "choose('RETRY')"),
    Choice.SKIP: KeyHint("ctrl+g", "^G", "go on ungraded", Choice.SKIP.value, "choose('SKIP')"),
    Choice.OFFLINE: KeyHint(
        "ctrl+o", "^O", "go on offline", Choice.OFFLINE.value, "choose('OFFLINE')"
    ),
    Choice.KEEP: KeyHint("ctrl+l", "^L", "keep and leave", Choice.KEEP.value, "choose('KEEP')"),
}
