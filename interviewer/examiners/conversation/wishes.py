"""What is typed into the answer but is none: a wish, a question back, an aside, a moment to think.

Recognised by named rules alone, for both examiners: it costs no call, and it uses up no follow-up.
A text is one where all of it is, clause by clause. What also says something about the subject is an
answer: it is worse to take an answer for a wish than a wish for an answer.
"""

import re
from typing import Literal

from interviewer.core.protocol import Answered, Ask, HintWanted, Queried, Skipped, Stopped
from interviewer.core.text import fold
from interviewer.examiners.conversation import wish_rules as wish
from interviewer.examiners.conversation.asides import (
    ASIDES,
    LAUGHTER,
    NERVES,
    SAID_ALREADY,
    TALK,
    VERDICT,
)
from interviewer.examiners.conversation.foreseen import is_foreseen
from interviewer.examiners.conversation.slips import mended
from interviewer.examiners.conversation.small_talk import is_small_talk
from interviewer.examiners.reading.named_rules import NamedRule, first_that_holds

LONGEST = 30
"""Words. A longer text is never a mere wish."""
SKIP_ASKED = "Shall we leave this one?"
"""How the question begins whether to skip; "yes" does."""

_PLEASE = re.compile(
    r"\b(?:please|pls|plz|por favor|(?:i am |i'm )?(?:very |so )?sorry(?: (?:about|for) (?:that|this|it))?|excuse me|entschuldigung|um+|uh+|er+|erm|hm+|ok(?:ay)?|well|so|oh(?: god)?|ah|hey|actually|just|"
    r"maybe|perhaps|kindly|dude|bro|no wait|i'm afraid|thank you(?: very much| so much)?(?: for your (?:time|patience|help))?|many thanks|thanks?(?: a lot)?|"
    r"if (?:you (?:do not|don't) mind|(?:that is|that's|it is|it's)(?: not|n't)? (?:ok|okay|possible|fine|all right|alright|too much(?: trouble)?|a problem)(?: (?:with|for|by) you)?|that isn't too much(?: trouble)?|i may|possible))\b"
)
_CLAUSE = re.compile(r"(?<=[.!?;\n\u2026])\s+|[,:]\s+|\s[-\u2013\u2014]\s")
_YES = frozenset(["yes", "yes stop", "y", "yep", "yeah", "sure", "yes do"])
_ASSUMES = re.compile(r"(?:i'm |i am )?assuming (?:[\w'-]+ ){1,12}(?:right|correct|yes)")
_ONE_CLAUSE = re.compile(r"[.!;:\n]\s")

RULES = (
    wish.SKIP, wish.HINT, wish.REPEAT, wish.MOMENT, wish.STOP, *(aside.rule for aside in ASIDES), wish.HELP, wish.QUESTION,
)  # fmt: skip
"""In the order they are tried."""
LIGHT = frozenset([wish.MOMENT.name, NERVES.rule.name, LAUGHTER.rule.name, VERDICT.rule.name])
"""What another wish beside them outweighs: "I'm tired, can we stop?" wants to stop."""

_ABOUT: dict[str, Literal["question", "repeat", "moment", "stop", "help"]] = {
    wish.REPEAT.name: "repeat",
    wish.MOMENT.name: "moment",
    wish.STOP.name: "stop",
    wish.HELP.name: "help",
    wish.QUESTION.name: "question",
    **{aside.rule.name: aside.about for aside in ASIDES},
}


def prepared(text: str) -> str:
    """The text as the rules look at it: folded, on one line, without politeness and punctuation."""
    folded = fold(text).text.replace("\u2019", "'")
    if folded.strip(" ?!.") == "" and "?" in folded:
        return "?"
    if re.fullmatch(r"\W*(?:\.{2,}|\u2026)\W*", folded):
        return "wait"
    if re.fullmatch(r"\s*:w?q!?\s*", folded):
        return "quit"
    slash = "/" if folded.lstrip().startswith("/") else ""
    bare = slash + re.sub(r"[^\w'/?-]+|(?<!\w)[-/]|[-/](?!\w)", " ", folded).strip()
    bare = mended(re.sub(r"\?+", " ", bare) if bare.strip(" ?") else bare)
    return " ".join(_PLEASE.sub(" ", bare).split()) or (
        "wait" if re.search(r"\bhm+\b|\b[ue][mr]+\b", bare) else ""
    )


def wish_in(text: str) -> NamedRule | None:
    """The rule by which all of a text is a wish or an aside; None where any of it may be an answer."""
    if len(text) > 400 or len(text.split()) > LONGEST or "\n\n" in text:
        return None
    whole = _rule_of(text)
    clauses = _clauses(text)
    if whole is not None and (len(clauses) < 2 or whole is wish.QUESTION):
        return whole
    found = []
    for clause in clauses:
        rule = _rule_of(clause)
        if rule is None:
            return None
        found.append(rule)
    weighty = [rule for rule in found if rule.name not in LIGHT]
    return next(reversed(weighty or found), None)


def asks_for_hint(text: str) -> bool:
    """Whether a hint is asked for in one of the clauses of an answer."""
    return any(wish.HINT.holds(prepared(clause)) for clause in _clauses(text[:400]))


def recognised(step: Ask, said: Answered) -> Answered | Skipped | Queried | HintWanted | Stopped:
    """What was said to a question: the answer it is, or what it is instead.

    An answer to a follow-up may say that it adds to the answer before.
    """
    if step.point is not None and wish.ADDITION.holds(_beginning(said.text)):
        return said.model_copy(update={"adds": True})
    rule = wish_in(said.text)
    insists = rule is SAID_ALREADY.rule and step.instead in SAID_ALREADY.replies
    if rule is wish.SKIP or (insists and step.follow_up):
        return Skipped()
    if rule is wish.STOP and step.after == "stop":
        return Stopped()
    if rule is wish.HINT:
        return HintWanted(typed=True)
    if rule is None:
        return _by_what_came_before(step, said)
    silent = not any(char.isalnum() for char in said.text)
    return said if silent and step.instead else Queried(text=said.text, about=_ABOUT[rule.name])


def _beginning(text: str) -> str:
    """What says of a text that it is an addition."""
    return " ".join(fold(text[:200]).text.replace("\u2019", "'").split())


def _by_what_came_before(
    step: Ask, said: Answered
) -> Answered | Skipped | Queried | HintWanted | Stopped:
    text = prepared(said.text)
    if len(said.text) > 200:
        return said
    if step.after == "hinted" and wish.ANOTHER.holds(text):
        return HintWanted(typed=True)
    if text in _YES and step.after == "stop":
        return Stopped()
    if text in _YES and step.instead.startswith(SKIP_ASKED):
        return Skipped()
    asks = said.text.strip().endswith("?")
    foreseen = asks and (_ASSUMES.fullmatch(text) or is_foreseen(step.sheet.question, said.text))
    if foreseen or _asks_for_a_meaning(text, step.text):
        return Queried(text=said.text, about="question")
    return said


def _asks_for_a_meaning(said: str, asked: str) -> bool:
    """Whether a word of the question is to be defined: "define slow"."""
    words = said.split()
    return len(words) == 2 and words[0] == "define" and words[1].strip("'") in asked.casefold()


def _rule_of(text: str) -> NamedRule | None:
    said = prepared(text)
    rule = first_that_holds(RULES, said)
    if rule is wish.QUESTION and not _asks(text):
        rule = None
    if rule is None and (wish.KNOWS_NOTHING.holds(said) or wish.DONE.holds(said)):
        return None
    if rule is None and is_small_talk(said, asks=text.strip().endswith("?")):
        return TALK.rule
    return rule


def _clauses(text: str) -> list[str]:
    """The clauses of a text that are more than politeness."""
    return [part for part in _CLAUSE.split(text) if prepared(part)]


def _asks(text: str) -> bool:
    """Whether the text is one question and nothing else: it ends with its only question mark."""
    body = text.strip().rstrip("?!. ")
    ended = text.strip().endswith("?")
    return ended and not _ONE_CLAUSE.search(body)
