"""What the interviewer says between the questions, without a model: clarifications, hints, steps down.

Wordings come from the bank where it has them. The others vary from turn to turn by what was said
before, not by chance: a replay says the same.
"""

from collections.abc import Sequence

from interviewer.core.interview import SCEPTIC
from interviewer.core.protocol import (
    Clarified,
    Clarify,
    FollowUp,
    Hint,
    Hinted,
    Probe,
    Probed,
)
from interviewer.core.text import fold, one_line

ALIKE = 0.6
"""A question back is one that the bank foresees where they share at least this of their words."""

_OPEN = (
    "Take it as it stands, for the usual case. If something depends on an assumption, say which one.",
    "You decide. Say what you assume, and answer for that case.",
    "Answer it in general; where a case matters to you, name it.",
    "Whatever you would say to a colleague who asked you that. State your assumptions.",
)
_REPEAT = ("Of course: {asked}", "Once more: {asked}", "The question was: {asked}")
_MOMENT = (
    "Take your time. The question waits.",
    "No hurry. I am here when you are ready.",
    "Of course. Think as long as you like.",
)
_STOP = "To end the interview, type /quit (in the screen: ^Q). Until then the question stands."
_HELP = (
    "Type an answer and send it. /hint gives a hint, /skip goes to the next question, /repeat asks again, "
    "/quit ends the interview. You may also just ask back."
)
_NO_HINT = "There is no further hint for this one. Say what you have, or /skip."
_EXAM = "There are no hints in an exam. Say what you have, or /skip."
LEAD_WORDS = 3
"""At most this many of the candidate's words are said back: a longer run in a question would make an
echo of the answer that it came from.
"""

_ACKNOWLEDGED = ("All right.", "I see.", "Okay.", "Understood.", "Noted.")
_DOUBTS = (
    "Are you sure? Somebody here would say the opposite. How would you convince them?",
    "I am not convinced yet. What would have to be true for you to be wrong?",
    "I have heard it explained the other way round. Do you stay with it, and why?",
)
_LEADS = (
    'You said "{words}".',
    'I heard "{words}".',
    '"{words}", you say.',
    'Let me stay with "{words}" for a moment.',
)
_STEP_DOWN = (
    "That is fine. A smaller step: {text}",
    "No problem. Let us look at one part of it: {text}",
    "Then let us try from another side: {text}",
)


def clarified(step: Clarify) -> Clarified:
    """What is said to a question back or a wish. It gives no point away: it says nothing of any."""
    ask, spoken = step.ask, len(step.ask.sheet.clarifications) + len(step.ask.sheet.turns)
    match step.about:
        case "question":
            return Clarified(text=foreseen(step) or _one(_OPEN, spoken))
        case "repeat":
            return Clarified(text=_one(_REPEAT, spoken).format(asked=ask.text))
        case "moment":
            return Clarified(text=_one(_MOMENT, spoken))
        case "stop":
            return Clarified(text=_STOP)
        case "help":
            return Clarified(text=_HELP)
        case "hint":
            return Clarified(text=_NO_HINT if ask.sheet.hints else _EXAM)


def hinted(step: Hint) -> Hinted:
    """The next rung of the ladder: the bank's own hint, else one made from the point."""
    hints = step.sheet.question.hints
    text = hints[step.rung - 1] if step.rung <= len(hints) else _made(step)
    return Hinted(text=text, point=step.target.id, rung=step.rung)


def probed(step: Probe) -> Probed:
    """The bank's deeper question; none where it has none. A sceptic doubts the answer instead."""
    if step.persona == SCEPTIC:
        return Probed(text=_one(_DOUBTS, step.sheet.number))
    return Probed(text=step.sheet.question.deeper or "")


def acknowledged(step: FollowUp, text: str) -> str:
    """A follow-up with a lead-in that takes up the candidate's own words, where there are some.

    It says that something was understood and nothing about whether it is right.
    """
    if step.persona == "brisk":
        return text
    voice = ("Ines: ", "Karim: ")[len(step.sheet.turns) % 2] if step.persona == "panel" else ""
    turn, words = step.sheet.number + len(step.sheet.turns), _own_words(step)
    lead = _one(_LEADS, turn).format(words=words) if words else _one(_ACKNOWLEDGED, turn)
    return f"{voice}{lead} {text}"


def _own_words(step: FollowUp) -> str:
    """A few of the candidate's words that an examiner has quoted, as they were said; else empty."""
    last = step.sheet.turns[-1]
    if last.verdict is None:
        return ""
    now = len(step.sheet.turns) - 1
    quotes = [found.quote for found in last.verdict.findings if found.quote and found.turn == now]
    fitting = [one_line(quote).strip(" .,;:!?") for quote in quotes if quote]
    short = [quote for quote in fitting if 2 <= len(quote.split()) <= LEAD_WORDS]
    return next((quote for quote in short if '"' not in quote), "")


def step_down(step: FollowUp) -> str | None:
    """An easier question for somebody who has just said that he knows nothing; None where none is."""
    last = step.sheet.turns[-1].verdict
    if last is None or "did not know" not in last.remark:
        return None
    unknown = sum(
        "did not know" in turn.verdict.remark
        for turn in step.sheet.turns
        if turn.verdict is not None
    )
    hints = step.sheet.question.hints
    easier = hints[min(unknown, len(hints)) - 1] if hints else step.target.canned
    return (
        None if easier is None else _one(_STEP_DOWN, len(step.sheet.turns) - 1).format(text=easier)
    )


def foreseen(step: Clarify) -> str:
    """The bank's reply to the question back that is most like this one; empty where none is near."""
    said = _words(step.text)
    best, reply = ALIKE, ""
    for known in step.ask.sheet.question.clarifications:
        for asked in known.asked:
            words = _words(asked)
            shared = len(said & words) / max(min(len(said), len(words)), 1)
            if shared >= best and len(said & words) >= 1:
                best, reply = shared, known.reply
    return reply


_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "do",
        "does",
        "did",
        "you",
        "i",
        "me",
        "my",
        "mean",
        "can",
        "could",
        "may",
        "should",
        "shall",
        "is",
        "are",
        "we",
        "it",
        "of",
        "for",
        "to",
        "in",
        "on",
        "or",
        "and",
        "be",
        "about",
        "that",
        "this",
        "what",
        "which",
        "how",
        "with",
        "assume",
    ]
)


def _words(text: str) -> frozenset[str]:
    bare = "".join(char if char.isalnum() else " " for char in fold(text).text)
    return frozenset(bare.split()) - _SMALL


def _made(step: Hint) -> str:
    """A hint where the bank has none: the canned follow-up, then the beginning of the point."""
    if step.rung == 1:
        return f"Think of the part about {step.sheet.question.topic} that you have not touched yet."
    if step.rung == 2 and step.target.canned:
        return step.target.canned
    words = step.target.description.split()
    return f"It begins like this: {' '.join(words[: max(len(words) // 2, 3)])} ..."


def _one(wordings: Sequence[str], number: int) -> str:
    return wordings[number % len(wordings)]
