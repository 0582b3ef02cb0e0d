"""Words that are said to the examiner in place of the subject: orders, and claims to authority.

They are told by how they are put, in English. What is put in a new way passes here, and meets the
checks that ask what is left of an answer without it.
"""

import re

from interviewer.core.text import fold

# Letters of other scripts that pass for Latin ones; an order spelt with them is an order.
_LOOK_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u0501\u051b\u0475\u0261\u0131"
    "\u03b1\u03bf\u03c1\u03bd\u03b9\u03ba\u03c4\u0432\u043a\u043c\u043d\u0442",
    "aceijopsxydqvgi" + "aopvikt" + "bkmht",
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
ORDERS = re.compile(
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
AUTHORITY = re.compile(
    rf"\b(?:i(?:'m| am| was)|speaking|take it from|trust me,?(?: i(?:'m| am))?|as|being) (?:\w+ ){{0,5}}{_RANK}\b"
    rf"(?: (?:of|at|in|for|on|with|from)(?: \w+){{1,4}})?"
    rf"|\bi (?:wrote|invented|co-?authored|authored|published|taught|teach|designed|created|built)\b[^.!?]{{0,40}}"
    rf"\b(?:book|paper|course|chapter|library|papers|method|field|standard)\b"
    rf"|\bi(?:'ve| have) (?:\w+ ){{0,5}}(?:years|phd|degree|experience|publications?)\b[^.!?,;]*"
    rf"|\b(?:trust me|believe me|everybody knows (?:me|that i)|you can rely on me)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?\n]+")


def orders_in(text: str, given: str) -> bool:
    """Whether a sentence tells the examiner what to do, in words that `given` did not hold."""
    own = unmasked(given)
    return any(match[0] not in own for match in ORDERS.finditer(unmasked(text)))


def unmasked(text: str) -> str:
    """A text folded, its look-alike letters made Latin."""
    return fold(text).text.translate(_LOOK_ALIKE)


def sentence_round(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence, or sentences, that a passage stands in."""
    before = [match.end() for match in SENTENCE_END.finditer(text, 0, start)]
    after = SENTENCE_END.search(text, max(start, end - 1))
    return (before[-1] if before else 0), (after.end() if after else len(text))
