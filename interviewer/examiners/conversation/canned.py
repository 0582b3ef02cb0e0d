"""What the interviewer says between the questions, without a model: clarifications, hints, steps down.

Wordings come from the bank where it has them. The others vary from turn to turn by what was said
before, not by chance: a replay says the same.
"""

import re
from collections.abc import Sequence
from zlib import crc32

from interviewer.core.bank_defaults import ANY_TOPIC
from interviewer.core.interview import SCEPTIC
from interviewer.core.protocol import (
    RUNGS,
    About,
    Clarified,
    Clarify,
    FollowUp,
    Hint,
    Hinted,
    Probe,
    Probed,
)
from interviewer.core.sheets import Sheet
from interviewer.core.text import one_line
from interviewer.examiners.conversation.asides import ASIDES
from interviewer.examiners.conversation.foreseen import foreseen_reply
from interviewer.examiners.conversation.wish_rules import DONE, KNOWS_NOTHING
from interviewer.examiners.conversation.wishes import (
    asks_for_hint,
    prepared,
    wish_in,
)

FEWEST = 3
"""Words. What is shorter is no question by itself."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_AND_ASKS = re.compile(r",? (?:and )?(?=(?:how|what|when|why|where|which|who)\b)(?<=[,d] )")
_CODE = re.compile(r"[\"=(){}\[\]_<>`]")

_OPEN = (
    "Take it as it stands, for the usual case. If something depends on an assumption, say which one.",
    "You decide. Say what you assume, and answer for that case.",
    "Answer it in general; where a case matters to you, name it.",
    "Whatever you would say to a colleague who asked you that. State your assumptions.",
)
_OPEN_LATER = (
    "If that is where it leads you, say it as your answer, with a word on why.",
    "Go where you think it leads. Say what you take for granted.",
    "I leave that to you. Put it as a statement, then it counts.",
)
"""After a follow-up a question back is often an answer that does not trust itself."""
_REPEAT = (
    "Of course: {asked}",
    "Once more: {asked}",
    "The question was: {asked}",
    "Gladly: {asked}",
)
_MOMENT = (
    "Take your time. The question waits.",
    "No hurry. I am here when you are ready.",
    "Of course. Think as long as you like.",
    "Yes, take the time you need.",
)
_STOP = (
    'We can stop here. Say "stop" once more to end with a report on what you have answered; '
    "anything else goes on. Ctrl+C leaves and keeps it for later."
)
_HELP = (
    'Answer in your own words. Say "hint" for a hint, "skip" to go on to the next question, "repeat" to hear it again, '
    '"stop" to end. You may also just ask back.'
)
_NO_HINT = (
    'There is no further hint for this one. Say what you have, or "skip".',
    'That was the last hint. A rough answer is welcome; else "skip".',
)
_NO_HINT_BEYOND = 'This one goes beyond the question: it is not graded and has no hints. Say what you think, or "skip".'
_EXAM = (
    'There are no hints in an exam. Say what you have, or "skip".',
    'No hints today, I am afraid. Half an answer is better than none; or "skip".',
)
LEAD_WORDS = 3
"""At most this many of the candidate's words are said back: a longer run in a question would make an
echo of the answer that it came from.
"""

_GENERAL: dict[About, Sequence[str]] = {
    "question": _OPEN,
    "repeat": _REPEAT,
    "moment": _MOMENT,
    "stop": (_STOP,),
    "help": (_HELP,),
}
_ACKNOWLEDGED = (
    "All right.",
    "I see.",
    "Okay.",
    "Thank you.",
    "Let us go on from there.",
    "Another side of it:",
    "Let me ask further.",
    "Then this:",
    "Let us look at one more thing.",
    "I have that.",
    "Let me put another question to that.",
)
_NOTHING_MORE = (
    "All right, another side of it:",
    "Then something else about it:",
    "That is fine. Let me ask from elsewhere:",
)
"""To somebody who says that there is no more to say."""
_DOUBTS = (
    "Are you sure? Somebody here would say the opposite. How would you convince them?",
    "I am not convinced yet. What would have to be true for you to be wrong?",
    "I have heard it explained the other way round. Do you stay with it, and why?",
)
_LEADS = (
    'You said "{words}".',
    'You mentioned "{words}".',
    'You spoke of "{words}".',
)
_LEAVES_WORDS = (
    'Let us leave "{words}" there.',
    'We have spoken of "{words}". Now something else.',
    'From "{words}" on to something else.',
)
_LEAVES_TOPIC = (
    "Let us leave {topic} there.",
    "We have spoken of {topic}. Now something else.",
    "From {topic} on to something else.",
)
_STEP_DOWN = (
    "That is fine. A smaller step: {text}",
    "No problem. Let us look at one part of it: {text}",
    "Then let us try from another side: {text}",
)
_LEAD = re.compile(
    r"(?:Ines: |Karim: )?(?:"
    + "|".join(
        re.escape(lead).replace(re.escape("{words}"), '[^"]*').replace(re.escape("{text}"), "")
        for lead in (*_ACKNOWLEDGED, *_NOTHING_MORE, *_LEADS, *_STEP_DOWN)
    )
    + r") ?"
)


def clarified(step: Clarify) -> Clarified:
    """What is said to a question back or a wish. It gives no point away: it says nothing of any."""
    ask = step.ask
    wordings = _wordings(step)
    text = _one(wordings, _turn(step), ask.instead)
    where = {"number": ask.sheet.number, "total": ask.total}
    asked = without_lead(ask.text)
    return Clarified(text=text.format(asked=asked, part=first_part(asked), **where))


def foreseen(step: Clarify) -> str:
    """The bank's reply to the question back that is most like this one; empty where none is near."""
    return foreseen_reply(step.ask.sheet.question, step.text)


def _wordings(step: Clarify) -> Sequence[str]:
    ask, rule = step.ask, wish_in(step.text)
    reply = foreseen(step) if step.about == "question" else ""
    if reply:
        return (_literal(reply),)
    if step.about == "hint":
        if ask.beyond:
            return (_NO_HINT_BEYOND,)
        return _NO_HINT if ask.sheet.hints else _EXAM
    if rule is None:
        from interviewer.examiners.conversation.unforeseen import REACTIONS, kind_of

        kind = REACTIONS.get(kind_of(ask.sheet.question, step.text))
        if kind is not None and kind.about == step.about and kind.replies:
            return kind.replies
    if step.about == "question" and ask.follow_up:
        general: Sequence[str] = _OPEN_LATER
    else:
        general = _GENERAL[step.about]
    return next((aside.replies for aside in ASIDES if aside.rule is rule), general)


def _turn(step: Clarify) -> int:
    """What the choice of a wording varies by: how much was said before, and in which words."""
    sheet = step.ask.sheet
    return sheet.number + len(sheet.clarifications) + len(sheet.turns) + crc32(step.text.encode())


def without_lead(asked: str) -> str:
    """A follow-up without the words that led to it: they do not bear to be said twice."""
    return asked[found.end() :] if (found := _LEAD.match(asked)) else asked


def first_part(asked: str) -> str:
    """The first thing that a question asks, as a question of its own; all of it where it asks one thing."""
    sentence = _SENTENCE.split(asked.strip(), maxsplit=1)[0]
    part = _AND_ASKS.split(sentence, maxsplit=1)[0].rstrip(" ,;:")
    if len(part.split()) < FEWEST:
        part = sentence
    return part if part[-1:] in "?.!" else f"{part}?"


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def hinted(step: Hint) -> Hinted:
    """The next rung of the ladder: the bank's own hint, else one made from the point."""
    left = _hints_left(step.sheet)[: RUNGS - step.rung + 1]
    text = left[0] if left else _made(step)
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
    said, words = step.sheet.turns[-1].answer, _words_said(step.sheet)
    turn, before = crc32(said.encode()), " ".join(step.sheet.asked)
    if words:
        lead = _one(_LEADS, turn).format(words=words)
    else:
        lead = _one(_NOTHING_MORE if DONE.holds(prepared(said)) else _ACKNOWLEDGED, turn, before)
    return f"{voice}{lead} {text}"


def _words_said(sheet: Sheet) -> str:
    """A few of the candidate's newest words: what an examiner has quoted, as it was said, else words of the subject."""
    from interviewer.examiners.conversation.phrases import phrase_of

    return _quoted(sheet) or phrase_of(sheet.turns[-1].answer, sheet.question)


def _quoted(sheet: Sheet) -> str:
    last = sheet.turns[-1]
    if last.verdict is None:
        return ""
    now = len(sheet.turns) - 1
    quotes = [found.quote for found in last.verdict.findings if found.quote and found.turn == now]
    fitting = [one_line(quote).strip(" .,;:!?") for quote in quotes if quote]
    short = [quote for quote in fitting if 2 <= len(quote.split()) <= LEAD_WORDS]
    return next((quote for quote in short if not _CODE.search(quote)), "")


def transition(sheet: Sheet) -> str:
    """A sentence on the way to the next question; empty after every second one. It says nothing of right or wrong."""
    turn = sheet.number + crc32(sheet.question.id.encode())
    if turn % 2 or not sheet.turns:
        return ""
    words = _words_said(sheet)
    if words:
        return _one(_LEAVES_WORDS, turn // 2).format(words=words)
    topic = sheet.question.topic
    return "" if topic == ANY_TOPIC else _one(_LEAVES_TOPIC, turn // 2).format(topic=topic)


def step_down(step: FollowUp) -> str | None:
    """An easier question for somebody who has just said that he knows nothing, or asked for help
    within an answer; None where none is.
    """
    from interviewer.examiners.conversation.unforeseen import UNKNOWN, kind_of

    said = step.sheet.turns[-1].answer
    knows_nothing = (
        unknowing(said, step.sheet.asked) or kind_of(step.sheet.question, said) == UNKNOWN
    )
    if not (knows_nothing or asks_for_hint(said)):
        return None
    left = _hints_left(step.sheet)
    easier = left[0] if left else step.target.canned
    if easier is None:
        return None
    return _one(_STEP_DOWN, len(step.sheet.turns) - 1 + step.sheet.number).format(
        text=_literal(easier)
    )


def unknowing(said: str, asked: Sequence[str]) -> bool:
    """Whether an answer says no more than that its author does not know."""
    from interviewer.examiners.reading import pretence

    if KNOWS_NOTHING.holds(prepared(said)):
        return True
    kinds = [
        pretence.pretence(part, pretence.given_forms(asked))
        for part in re.split(r"[.!?\n]+", said[:400])
        if part.strip()
    ]
    return pretence.overall(kinds) is pretence.Pretence.UNKNOWING


def _hints_left(sheet: Sheet) -> list[str]:
    """The bank's hints that nobody has said yet: not when asked for one, not as a step down."""
    given = [hint.text for hint in sheet.hints]
    before = " ".join(sheet.asked)
    return [hint for hint in sheet.question.hints if hint not in given and hint not in before]


def _made(step: Hint) -> str:
    """A hint where the bank has none: the canned follow-up, then the beginning of the point."""
    if step.rung == 1:
        return f"Think of the part about {step.sheet.question.topic} that you have not touched yet."
    if step.rung == 2 and step.target.canned:
        return step.target.canned
    words = step.target.description.split()
    return f"It begins like this: {' '.join(words[: max(len(words) // 2, 3)])} ..."


def _one(wordings: Sequence[str], number: int, before: str = "") -> str:
    """One of the wordings, by a number; another where that one was said just before."""
    order = [wordings[(number + step) % len(wordings)] for step in range(len(wordings))]
    return next((text for text in order if text.split("{")[0].strip() not in before), order[0])
