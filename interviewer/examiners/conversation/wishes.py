"""What is typed into the answer but is none: a wish, a question back, a moment to think.

Recognised by named rules alone, for both examiners: it costs no call, and it uses up no follow-up.
A rule looks at the whole text. What also says something about the subject is an answer.
"""

import re
from typing import Literal

from interviewer.core.protocol import Answered, Ask, HintWanted, Queried, Skipped
from interviewer.core.text import fold
from interviewer.examiners.reading.named_rules import NamedRule, first_that_holds

LONGEST = 30
"""Words. A longer text is never a mere wish."""

_PLEASE = re.compile(
    r"\b(?:please|pls|plz|sorry|excuse me|um+|uh+|er+|erm|hm+|ok(?:ay)?|well|so|oh|hey|actually|just|"
    r"maybe|perhaps|thanks?|thank you|if (?:that is|thats|that's|it is) (?:ok|okay|possible|fine|all right))\b"
)
_ASK = r"(?:(?:can|could|may|might|shall) (?:we|i|you)|let us|lets|let's|i want to|i would like to|i'd like to|i would rather|i'd rather|i'll|i will|we can|do you mind if we) "
_IT = r"(?: (?:this|that|it|the|this next|that next)(?: (?:one|question|topic))?)?"
_SOME = r"(?:a|one|a few|some|another|two) (?:more )?(?:second|sec|seconds|secs|minute|minutes|min|mins|moment|moments)"

SKIP = NamedRule(
    "skip",
    rf"/skip|(?:{_ASK})?(?:skip|pass)(?: on| over)?{_IT}(?: for now)?|(?:{_ASK})?(?:move|go) on(?: to the next(?: one| question)?)?"
    r"|(?:the )?next(?: one| question)|i(?: will|'ll)? pass(?: on (?:this|that)(?: one)?)?",
    ("skip", "can we skip this one please", "Pass.", "let's move on", "next question", "I'll pass on this one",
     "could we go on to the next question?", "/skip"),
    ("skip connections add the input to the output", "pass the gradient back", "move on to the test set",
     "next, split the data", "you pass it through a ReLU"),
)  # fmt: skip
HINT = NamedRule(
    "hint",
    r"/hint|(?:(?:can|could|may) (?:i|you) (?:get|have|give me|ask for) )?(?:(?:give me|i need|i(?:'d| would) like) )?(?:a|an|another|one|some|any)? ?"
    r"(?:small |little )?(?:hint|hints|clue|nudge|pointer)(?: here)?"
    r"|(?:i(?:'m| am) )?(?:completely |totally |a bit )?stuck(?: here)?|my mind(?:'s| is| has| just)?(?: gone| went)? blank"
    r"|i(?:'ve| have)? (?:drawn?|drew|am drawing|'m drawing) a blank|(?:can|could) you help(?: me)?(?: out)?(?: here)?|help me(?: out)?(?: here)?",
    ("a hint?", "can I have a hint", "hint please", "could you give me a little hint?", "I'm stuck", "my mind's gone blank",
     "help me out here", "I need a clue", "/hint"),
    ("a hint of noise in the labels", "stuck in a local minimum", "help the model generalise", "I am stuck with 98% accuracy"),
)  # fmt: skip
REPEAT = NamedRule(
    "repeat",
    rf"/repeat|(?:(?:can|could|would) you )?(?:repeat|say|read|ask)(?: me)? ?(?:the question|that|it|this)?(?: (?:once )?(?:again|once more|one more time))?"
    rf"|what (?:was|is|were)(?: the| that)? question(?: again)?|come again|pardon(?: me)?|(?:say )?what was that(?: again)?|again|{_ASK}(?:hear|see) (?:the question|that|it) again",
    ("could you repeat the question?", "say that again please", "what was the question again?", "come again?", "pardon?",
     "/repeat", "could you say that again?"),
    ("repeat the split k times", "say 98% are healthy", "again and again re-weight the samples", "repeat it for every fold"),
)  # fmt: skip
MOMENT = NamedRule(
    "moment",
    rf"(?:(?:can|could|may) (?:i|you) (?:have|get|take|give me) |give me |i need |just )?{_SOME}(?: to (?:think|breathe|collect (?:myself|my thoughts)))?(?: about (?:it|that|this))?"
    r"|let me (?:think|see)(?: about (?:it|that|this))?(?: for a (?:second|moment|minute))?|(?:hold|hang) on(?: a (?:second|sec|minute|moment))?|wait(?: a (?:second|sec|minute|moment))?"
    r"|i(?:'m| am) (?:still )?thinking|(?:good|tough|hard|tricky) (?:question|one)|where (?:do|should) i (?:start|begin)",
    ("give me a second", "let me think", "one moment please", "hold on", "could I have a minute to think about it?", "I'm still thinking",
     "good question", "hmm, wait"),
    ("wait until the validation loss stops falling", "hold out a test set", "a few seconds of latency", "let me think: you split into folds"),
)  # fmt: skip
STOP = NamedRule(
    "stop",
    rf"/(?:quit|stop|exit)|(?:{_ASK})?(?:stop|quit|end|finish|exit|leave)(?: (?:here|now|for today|for now|the interview|this interview|it here))*"
    r"|(?:that is|that's|thats) (?:all|enough)(?: for (?:today|now))?|i(?:'m| am) done(?: (?:here|for today|with (?:this|the) interview))?|bye|goodbye",
    ("quit", "can we stop here", "I want to end the interview", "/quit", "that's enough for today", "exit"),
    ("stop training when validation loss rises", "end to end learning", "finish with a test set", "stop early"),
)  # fmt: skip
HELP = NamedRule(
    "help",
    r"/(?:help|\?)|help|\?+|what (?:keys|commands)(?: are there| can i use| do i have)?|how do i (?:skip|stop|quit|submit|send|get a hint|pause|end)(?: (?:this|it|the answer|an answer|the interview|a question))?"
    r"|what can i (?:type|do|say)(?: here)?|how does (?:this|it) work",
    ("/help", "help", "how do i skip?", "what can I type here?", "?"),
    ("help the minority class", "how does it work: it splits the data", "what can I do: resample"),
)  # fmt: skip
QUESTION = NamedRule(
    "question",
    r"(?:and |but |then |wait |before i (?:start|answer) )*(?:do you mean|did you mean|you mean|(?:do you|you) want me to|(?:can|could|may|should|shall|do|must) i (?:assume|also|use|talk|speak|go|explain|cover|include|give|mention|start|write|just|focus|need|have to|answer|restrict|limit)"
    r"|am i (?:allowed|supposed|expected|to)|are you (?:asking|talking|looking|interested|referring)|are we (?:talking|speaking|looking|dealing|assuming|allowed)|is (?:this|that|the question|your question) (?:about|for|meant|only|asking|in the context|a question)"
    r"|(?:can|could|would) you (?:please )?(?:explain|clarify|rephrase|reword|define|elaborate|be more specific|be more precise|give (?:me )?(?:an example|more (?:context|detail|details))|say what|tell me what you mean|narrow)"
    r"|what (?:exactly )?(?:do|did) you (?:mean|want|expect)|what (?:exactly )?is meant|what (?:kind|sort|type|level) of|how (?:detailed|deep|deeply|long|technical|much detail)|in (?:what|which) (?:context|sense|setting|domain|area)|for (?:what|which) (?:kind|type|sort|model|task|data)"
    r"|which (?:one|ones|of (?:them|those|these|the two)|kind|type|sort)|would you like|i do not understand the question|i don't understand the question|what does the question mean|does (?:it|that|the question) (?:have to|need to|refer|concern|also))\b.*",
    ("do you mean per fold?", "can I assume balanced classes?", "Are we talking about classification?", "what do you mean by deal with it?",
     "could you rephrase that?", "should I also cover metrics?", "How detailed should I be?", "I don't understand the question",
     "are you asking about images?"),
    ("is it when the classes are imbalanced?", "isn't it k-fold with equal class shares?", "what happens is that errors cancel",
     "which fold it lands in is decided per class", "should be done after splitting"),
)  # fmt: skip

ADDITION = NamedRule(
    "addition",
    r"(?:(?:oh|and|sorry|yes|ah|okay|ok|well|wait|actually)[ ,]+)*(?:also[,:] |in addition(?:, | to (?:that|what i said|my)\b)|one (?:more|other|further) (?:thing|point)\b"
    r"|(?:i|i'd|let me|i want to|i should(?: have)?|i would like to|i'd like to|i also|i still|to|if i may) (?:also |just |quickly |still )?(?:forgot|add(?:ed)? (?:to (?:my|that|what|the answer)|that|one|something)"
    r"|come back to my)\b|(?:i|i also) (?:should have|should|must|forgot to|wanted to) (?:also )?(?:said|say|mention(?:ed)?|add(?:ed)?)\b"
    r"|adding to (?:my|that|what i)\b|(?:as )?an addition to (?:my|that|what i)\b|(?:and )?what i forgot\b|/add )(?:.|\n)*",
    ("also, L1 gives sparse weights", "Oh, and one more thing: it is slower", "I forgot to mention that the folds keep the class shares",
     "to add to my answer: only for classification", "I should have said that the test set is held out", "let me add that it costs time",
     "in addition to what I said, the classes are balanced", "one more point - it is deterministic", "adding to my last answer, it is slow",
     "and also, it is used once", "/add it is used once"),
    ("also known as ridge regression", "adding noise to the inputs helps", "to add a penalty makes the weights small", "in addition the loss grows",
     "one more epoch overfits", "I would add dropout", "additional data helps"),
)  # fmt: skip
"""At a follow-up: these words belong to the answer before it."""

RULES = (SKIP, HINT, REPEAT, MOMENT, STOP, HELP, QUESTION)
"""In the order they are tried."""

_ABOUT: dict[str, Literal["question", "repeat", "moment", "stop", "help"]] = {
    "repeat": "repeat",
    "moment": "moment",
    "stop": "stop",
    "help": "help",
    "question": "question",
}


def prepared(text: str) -> str:
    """The text as the rules look at it: folded, on one line, without politeness and punctuation."""
    folded = fold(text).text.replace("\u2019", "'")
    if folded.strip(" ?!.") == "" and "?" in folded:
        return "?"
    bare = re.sub(r"[^\w'/?]+", " ", folded)
    bare = re.sub(r"\?+", " ", bare) if bare.strip(" ?") else bare
    return " ".join(_PLEASE.sub(" ", bare).split()) or (
        "wait" if re.search(r"\bhm+\b|\b[ue][mr]+\b", bare) else ""
    )


def recognised(step: Ask, said: Answered) -> Answered | Skipped | Queried | HintWanted:
    """What was said to a question: the answer it is, or what it is instead.

    An answer to a follow-up may say that it adds to the answer before.
    """
    if step.point is not None and ADDITION.holds(_beginning(said.text)):
        return said.model_copy(update={"adds": True})
    rule = _wish(said.text)
    if rule is None:
        return said
    if rule is SKIP:
        return Skipped()
    if rule is HINT:
        return HintWanted()
    return Queried(text=said.text, about=_ABOUT[rule.name])


def _wish(text: str) -> NamedRule | None:
    """The rule by which a text is no answer; None where it may be one."""
    if len(text) > 400 or len(text.split()) > LONGEST or "\n\n" in text:
        return None
    if QUESTION.holds(prepared(text)) and not _asks(text):
        return None
    return first_that_holds(RULES, prepared(text))


def _beginning(text: str) -> str:
    """What says of a text that it is an addition."""
    return " ".join(fold(text[:200]).text.replace("\u2019", "'").split())


def _asks(text: str) -> bool:
    """Whether the text is one question and nothing else: it ends with its only question mark."""
    body = text.strip().rstrip("?!. ")
    ended = text.strip().endswith("?")
    return (
        ended and not re.search(r"[.!;:]\s", body)
    ) or "understand the question" in text.casefold()
