"""What is no answer at all, and which of an answer's words prove nothing, told without a model.

A model can be talked into anything, so nothing that it can be talked into is left to it alone: what
is recognised here costs no call, and what is refused here earns nothing whoever vouches for it.
"""

import re
from collections.abc import Sequence

from interviewer.core.grading import PARROTED_WORDS, Place
from interviewer.core.questions import Question
from interviewer.core.text import fold
from interviewer.examiners.forms import form, forms, words

NOTHING = "no answer was given"
COPY = "the answer only repeats what was asked"
UNKNOWING = "the candidate did not know"
ORDERS = "the answer only talks to the examiner"

ENOUGH_TO_TELL = 60
"""Different words that say something: so many a bank needs on a question to tell what is off it."""

# Letters of other scripts that pass for Latin ones; an order spelt with them is an order.
_LOOK_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u0501\u051b\u0475\u0261\u0131"
    "\u03b1\u03bf\u03c1\u03bd\u03b9\u03ba\u03c4\u0432\u043a\u043c\u043d\u0442",
    "aceijopsxydqvgi" + "aopvikt" + "bkmht",
)

_FILLER = (
    r"(?:sorry|well|honestly|really|actually|hm+|um+|uh+|er+|oh|so|and|but|just|frankly|to be honest|"
    r"i think|i guess|i(?:'m| am)? afraid|at all|right now|yet|either|anything|about|of|on|how|why|what|"
    r"that|this|it|the|answer|one|question|to|is|are|was|you|me|please|thanks?|thank you|let'?s|can we|"
    r"move on|go on|next)"
)
_UNKNOWING = re.compile(
    r"(?:i )?(?:really |honestly |simply |just )?(?:do not|don'?t|did not|didn'?t|would not|wouldn'?t|"
    r"can ?not|can'?t|could not|couldn'?t)(?: really| even| quite)? "
    r"(?:know|remember|recall|say|tell|answer|understand)"
    r"|(?:i )?(?:have |'?ve )?(?:got )?(?:absolutely )?no (?:idea|clue|answer|comment)|idk|dunno|no clue"
    r"|(?:i(?:'m| am) )?(?:not (?:really )?sure|unsure|clueless)|(?:never|haven'?t|have not) "
    r"(?:heard|learn\w+|studied|seen|done) (?:of|about) (?:it|that|this)|beats me"
    r"|(?:ich )?wei(?:\u00df|ss) (?:ich |es )*nicht|keine ahnung|je ne sais pas|aucune id\u00e9e|no (?:lo )?s\u00e9"
    r"|n\u00e3o sei|non (?:lo )?so|nie wiem|\u4e0d\u77e5\u9053|\u308f\u304b\u308a\u307e\u305b\u3093|\u043d\u0435 \u0437\u043d\u0430\u044e"
)

_EMPTY = re.compile(
    r"(?:(?:pass|skip|n/?a|none|nothing|nope|no|yes|yep|yeah|ok(?:ay)?|maybe|help|test|whatever|who knows|"
    r"next|sure|unsure|hello|hi|blank|unknown|asdf\w*|lorem ipsum)\W*)+"
)

_JUDGED = (
    r"(?:correct|right|met|made|pass(?:ed)?|yes|true|complete|covered|satisfied|credited|full)"
)
_JUDGE = r"(?:grader|examiner|evaluator|interviewer|assistant|ai|llm|language model|chatbot)"
_RANK = (
    r"(?:professor|phd|doctor|examiner|grader|expert|author|administrator|admin|developer|engineer|"
    r"instructor|teacher|researcher|scientist|veteran|lead|maintainer|supervisor|inventor)"
)
_THIS = (
    r"(?:(?:this|it|me|us|all|everything|them|both)|(?:my|the|this|each|every|all|these|both|your)"
    r"(?: of)?(?: the| my)? (?:rubric |final )?(?:answers?|responses?|points?|criteri\w+|items?|candidate|"
    r"submission|questions?|grade|verdict))"
)
_ORDERS = re.compile(
    r"\b(?:ignor\w+|disregard\w*|forget|overrid\w+|bypass\w*|skip)\b[^.!?]{0,40}\b(?:instruct\w+|prompts?|"
    r"rubric|guidelines?|criteri\w+|(?:previous|above|prior|earlier|your) (?:\w+ )?(?:rules?|messages?|"
    r"text|directions?|orders?))"
    r"|\b(?:full|maximum|top) (?:marks?|credits?)\b"
    rf"|\b(?:mark|grade|score|rate|count|treat|accept|consider|judge|record|report|set) {_THIS}"
    rf" (?:\w+ ){{0,3}}(?:as|is|are|to|be)?\s*(?:\w+ )?[\"']?{_JUDGED}\b"
    r"|\b(?:award|give|grant|assign) (?:me|us|full|maximum|top|(?:this|my) answer|the candidate)\b"
    r"[^.!?]{0,25}\b(?:marks?|credits?|points?|scores?|grade|pass)\b"
    rf"|\b(?:dear|attention|note to(?: the)?|message (?:to|for)(?: the)?|hey|hello) (?:\w+ )?{_JUDGE}\b"
    rf"|^\W*(?:system|assistant|developer|{_JUDGE})\s*(?:prompt|message|override|note)?\s*:"
    r"|\b(?:system|developer) (?:prompt|message|override|note|instruction)s?\b"
    rf"|\byou are (?:now )?(?:a|an|in|the) (?:\w+ ){{0,2}}(?:mode|{_JUDGE})\b"
    r"|\b(?:all|every|each) (?:of )?(?:the )?(?:rubric )?(?:points?|criteri\w+|items?|requirements?) "
    r"(?:\w+ ){0,3}(?:met|made|covered|satisfied|credited|passed|fulfilled|addressed)\b"
    r"|\b(?:this|my) (?:answer|response|submission) (?:\w+ ){0,3}(?:correct|complete|perfect|passes|"
    r"covers (?:all|every)|meets (?:all|every)|satisfies|deserves|earns)\b"
    r"|\bthe candidate\b|\brubric\b|[\"'](?:credit|score|verdict|met|made|findings|quote)[\"']\s*:"
    r"|<\/?(?:system|answer|instruction|grader|material)|\[\/?inst|<\|",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    rf"\b(?:i(?:'m| am| was)|speaking|take it from|trust me,?(?: i(?:'m| am))?|as|being) (?:\w+ ){{0,5}}{_RANK}\b"
    rf"(?: (?:of|at|in|for|on|with|from)(?: \w+){{1,4}})?"
    rf"|\bi (?:wrote|invented|co-?authored|authored|published|taught|teach|designed|created|built)\b[^.!?]{{0,40}}"
    rf"\b(?:book|paper|course|chapter|library|papers|method|field|standard)\b"
    rf"|\bi(?:'ve| have) (?:\w+ ){{0,5}}(?:years|phd|degree|experience|publications?)\b[^.!?,;]*"
    rf"|\b(?:trust me|believe me|everybody knows (?:me|that i)|you can rely on me)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?\n]+")

_SMALL = frozenset(
    """a an and are as at be been but by can could did do does for from had has have he her his how i if in
    into is it its just me more most much must my no nor not of on one only or our out over so some such
    than that the their them then there these they this those to too up us very was we were what when
    where which who why will with would yes you your also any all each every about because thing things
    like get make use used using really quite lot good well""".split()  # noqa: SIM905 - a list to read
)


def not_an_answer(question: Question, asked: Sequence[str], answer: str) -> str | None:
    """Say why this is no answer, in words for the report; None where it may be one.

    `asked` is everything the interviewer said to this question so far. What may be an answer is
    left alone: one word can be one, and so can what begins with "I don't know, but".
    """
    text = fold(answer).text
    said = words(text)
    if sum(map(len, said)) < 2:
        return NOTHING
    rest = re.sub(r"[^\w'/]+", " ", text).strip()
    if _EMPTY.fullmatch(rest):
        return NOTHING
    if _UNKNOWING.search(rest):
        left = re.sub(rf"\b{_FILLER}\b", " ", _UNKNOWING.sub(" ", rest))
        given = {form(word) for said in (question.prompt, *asked) for word in words(said)}
        new = [word for word in words(left) if word not in _SMALL and form(word) not in given]
        if not new:
            return UNKNOWING
    if any(_echoes(said, words(given)) for given in (question.prompt, *asked)):
        return COPY
    sentences = [part for part in _SENTENCE_END.split(answer) if words(part)]
    if sentences and all(_ORDERS.search(_plain(part)) for part in sentences):
        return ORDERS
    return None


def proves_nothing(question: Question, answer: str, place: Place) -> str | None:
    """Say why a quote proves nothing although the candidate said it; None where it may.

    A sentence that tells the examiner what to do proves nothing, nor does a claim to authority.
    """
    start, end = _sentence_round(answer, place.start, place.end)
    around, quote = _plain(answer[start:end]), _plain(answer[place.start : place.end])
    own = _plain(question.prompt)
    if any(match[0] not in own for match in _ORDERS.finditer(around)):
        return "unsupported: the quote is from words to the examiner"
    without = _AUTHORITY.sub(" ", quote)
    if without != quote and len(new_words(question, without)) < 2:
        return "unsupported: a claim to authority proves nothing"
    if _recites(question, answer[place.start : place.end]):
        return "unsupported: the quote recites the rubric"
    return None


def _recites(question: Question, quote: str) -> bool:
    """Whether most of a quote is runs of words out of the rubric that nobody else would use.

    What stands in a reference answer or among a point's signs is how people put it.
    """
    said = forms(quote)
    people = [question.reference_answer or "", *question.alternative_answers]
    for point in question.rubric:
        people += point.signs
    honest = set().union(*(_runs(forms(text)) for text in people))
    secret = set().union(*(_runs(forms(point.description)) for point in question.rubric))
    recited: set[int] = set()
    for i in range(len(said) - PARROTED_WORDS + 1):
        if said[i : i + PARROTED_WORDS] in secret - honest:
            recited.update(range(i, i + PARROTED_WORDS))
    return len(recited) > 0.5 * len(said)


def _runs(said: tuple[str, ...]) -> set[tuple[str, ...]]:
    last = len(said) - PARROTED_WORDS + 1
    return {said[i : i + PARROTED_WORDS] for i in range(last)}


def new_words(question: Question, text: str) -> set[str]:
    """The words in a text that say something and that the question did not hold."""
    given = {form(word) for word in words(question.prompt)}
    return {s for word in words(text) if word not in _SMALL for s in [form(word)]} - given


def off_subject(question: Question, text: str) -> bool:
    """Whether a text shares no word that says something with all that the bank says of a question.

    Only a bank that says a good deal can tell: without reference answers and signs to go by,
    nothing is off the subject.
    """
    said = [question.prompt, question.reference_answer or "", *question.alternative_answers]
    for part in question.points:
        said += [part.description, *part.signs]
    for wrong in question.misconceptions:
        said += [wrong.description, *wrong.signs]
    subject = {form(word) for line in said for word in words(line) if word not in _SMALL}
    if len(subject) < ENOUGH_TO_TELL:
        return False
    return not any(form(word) in subject for word in words(text) if word not in _SMALL)


def _echoes(said: Sequence[str], given: Sequence[str]) -> bool:
    """Whether the words are the given ones again: a run of them, or nearly all of them in order."""
    if not said:
        return False
    inside = f" {' '.join(said)} " in f" {' '.join(given)} "
    if inside and (len(said) >= 4 or len(said) == len(given)):
        return True
    if len(said) < 5:
        return False
    at, places = 0, []
    for word in said:
        if word in given[at:]:
            at = given.index(word, at) + 1
            places.append(at)
    close = bool(places) and places[-1] - places[0] < 2 * len(said)
    return close and len(places) >= 0.9 * len(said)


def _sentence_round(text: str, start: int, end: int) -> tuple[int, int]:
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, max(start, end - 1))
    return (before[-1] if before else 0), (after.end() if after else len(text))


def _plain(text: str) -> str:
    return fold(text).text.translate(_LOOK_ALIKE)
