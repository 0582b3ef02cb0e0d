"""Questions that "yes" answers: they say what should have been said by the candidate.

"Does each fold keep the shares?" and "It is slower, isn't it?" give a point away in words that no list
of terms foresees, so a follow-up that asks like this is not asked at all. "Can you think of a case?" is
an invitation, and "Would you still bother, and why?" asks for a reason: both are open. Decided for English;
a question in another language is left alone.
"""

import re

DECLARED = 6
"""A statement of this many words with a question mark behind it is a question that "yes" answers."""

_VERB_LIST = (
    "is are was were am do does did has have had can could would will should shall may might must"
)
_VERBS = _VERB_LIST.split()
_AUX = rf"(?:{'|'.join(_VERBS)})(?:n['\u2019]t)?"
_VERB = re.compile(_AUX, re.IGNORECASE)
_FIRST = re.compile(r"[\w'\u2019]+")
_LEAD = r"(?:(?:and|but|so|now|then|well|or|okay|ok|right|fine|also|again|still|instead|besides|here|perhaps|maybe)\W+){0,9}+"
_ASKS = (
    r"(?:(?:in|on|at|by|for|to|from|with|of|under|after|before|about|against|into|over|through|since|until) )?"
    r"(?:what|which|how|why|where|who|whose|whom|what's|how's|who's|where's)\b"
    rf"|when {_AUX}\b|when\?"
)
_INVITES = (
    r"(?:can|could|would|will) you (?:please |just |perhaps |maybe |briefly |also |even |still )?"
    r"(?:give|tell|name|think|describe|explain|walk|show|sketch|go|spell|list|outline|imagine|"
    r"see|draw|picture|write|compare|elaborate|expand|unpack|talk|take me|put (?:it|that))\b"
    r"|(?:can|could) you say\b"
)
_LEADS = re.compile(rf"\s*{_LEAD}", re.IGNORECASE)
_OPEN = re.compile(rf"{_LEAD}(?:{_ASKS}|{_INVITES})", re.IGNORECASE)
_CLOSED = re.compile(rf"{_LEAD}{_AUX}\s", re.IGNORECASE)
_TAG = re.compile(
    r",\s(?:right|correct|no|yes|yeah|true|agreed|don['\u2019]t you think"
    rf"|{_AUX} (?:it|they|he|she|you|we|there|that|this|one|i|not))\s?\?$",
    re.IGNORECASE,
)
_NEGATED = re.compile(rf"(?:^|[,:;]\s){_LEAD}(?:{'|'.join(_VERBS)})n['\u2019]t\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[,:;\u2013\u2014]) ?|(?<=\s-)\s|(?<=\band)\s(?=why|how|what|where)")
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\u201d]?\s+")
_REASON = re.compile(
    r"^\W*(?:and )?(?:why|how|how so|how come|why not|in what way|where|when|which)\b[^?]{0,12}\?$",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:what|which|how|why|where|who|whose|when)\b", re.IGNORECASE)
_CHOICE = re.compile(r"\bor\b(?!\s+not\b)", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(?:the|you|your|a|an|is|it|of|to|that|and|they|would|this|does|do|\w+n['\u2019]t)\b",
    re.IGNORECASE,
)


def closed(text: str, *, leading: bool = False) -> bool:
    """Whether a text asks something that "yes" answers and does not continue to ask for a reason.

    `leading` counts only what puts the answer into the candidate's mouth ("isn't it ...?", "..., right?"):
    about a wrong belief, "would you bet on it?" is an honest question.
    """
    said = _SENTENCE.split(text.strip())
    for n, sentence in enumerate(said):
        asks_on = n + 1 < len(said) and _REASON.search(said[n + 1])
        asked = sentence.rstrip("\"')\u201d").endswith("?") and not asks_on
        if asked and _is_closed(sentence) and not (leading and _neutral(sentence)):
            return True
    return False


def _neutral(sentence: str) -> bool:
    return _head(sentence) == "closed" and not (_TAG.search(sentence) or _NEGATED.search(sentence))


def closes_at(text: str) -> int | None:
    """Where an unfinished text begins to ask what so far "yes" would answer; None where it does not.

    A word that may yet become the "would" of such a question counts as one.
    """
    begin = next((m.end() for m in reversed(list(_SENTENCE.finditer(text)))), 0)
    sentence = text[begin:]
    if sentence.endswith((".", "!")) or _head(sentence) == "open":
        return None
    at = 0
    for clause in _CLAUSE.split(sentence):
        at = sentence.find(clause, at)
        lead = _LEADS.match(clause)
        head = at + (lead.end() if lead else 0)
        word = _FIRST.match(sentence, head)
        if word and (_VERB.fullmatch(word[0]) or (word.end() == len(sentence) and _begun(word[0]))):
            return begin + head
        at += len(clause)
    return None


def _begun(word: str) -> bool:
    return any(verb.startswith(word.lower()) for verb in _VERBS)


def _is_closed(sentence: str) -> bool:
    if _TAG.search(sentence):
        return True
    head, english = _head(sentence), len(_ENGLISH.findall(sentence))
    if head == "":
        declared = len(sentence.split()) >= DECLARED and not _ANY.search(sentence)
        return declared and english > 1
    return head == "closed" and english > 0 and not _CHOICE.search(sentence)


def _head(sentence: str) -> str:
    """What the clauses of a sentence ask: "open", "closed", or nothing yet."""
    found = ""
    for clause in _CLAUSE.split(sentence):
        if _OPEN.match(clause.lstrip()) and not (found == "closed" and _relative(clause)):
            return "open"
        if not found and _CLOSED.match(clause.lstrip()):
            found = "closed"
    return found


def _relative(clause: str) -> bool:
    """Whether a clause behind a closed question only adds to it: ", which makes them zero"."""
    return (
        re.match(
            r"\W*(?:(?:in|on|at|by|for|to|of) )?(?:which|where|who|whose|whom)\b",
            clause,
            re.IGNORECASE,
        )
        is not None
    )
