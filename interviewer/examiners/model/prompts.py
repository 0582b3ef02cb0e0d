"""What is said to a model: templates filled in a single pass, untrusted text fenced.

A call is two messages, and what changes stands as late as it can:

    system   interviewer.md with interview.md      the same for every call of an interview
             (with grading.md where nobody asks on: the rules for follow-ups are not paid for)
    user     question.md: material, rubric         the same for every call on a question
             interviewer and answers, in turn      only ever grows at its end
             grade.md (or follow-up.md, again.md)  what to do now; never part of a later call

So a call begins, byte for byte, with everything that the call before it sent ahead of its newest
answer, and continues with that answer: a provider's prefix cache hits on all but the last turn.

Every fence carries a code that nobody outside can foresee. It has to be new for each answer, yet an
answer must look the same when it is sent again with the next one. So the code is not drawn for each
call but derived, from a secret drawn once for each examiner and from what is fenced: different for
every text and every place, the same whenever that text comes again, and nothing has to be kept.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from interviewer.core.errors import ReportedError
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.sheets import Sheet, Target, Turn
from interviewer.examiners.model.http.messages import Message

Randomness = Callable[[int], bytes]
"""Returns this many bytes that cannot be foreseen, as `secrets.token_bytes` does."""

FENCE_MARKS: dict[str, frozenset[str]] = {
    "interviewer": frozenset({"form"}),
    "interview": frozenset(),
    "grading": frozenset(),
    "question": frozenset({"material"}),
    "grade": frozenset({"wanted"}),
    "sentences": frozenset(),
    "again": frozenset({"problem"}),
    "follow-up": frozenset({"target"}),
    "clarify": frozenset({"asked"}),
    "hint": frozenset({"target", "rung"}),
    "closing": frozenset({"facts"}),
}
"""Every prompt file with the marks it holds, each exactly once: `<<material>>`."""

_RUNGS = (
    "Say only where to look, in none of its words.",
    "Ask a narrower question whose answer leads there, in none of its words.",
    "Say half of the idea, in words of your own.",
)
"""What a hint says, by its rung."""

_MARK = re.compile(r"<<([^<>\n]*)>>")

# What could pass for one of our fences, or for the control words of a chat template that a server
# may read even inside of text.
_FENCE_LIKE = re.compile(
    r"<(?=\s*[/\\]?\s*(?:answer|material|facts|interviewer|system|assistant|user|instructions?|"
    r"think(?:ing)?|tool|s|bos|eos|pad|unk|im_start|im_end|start_of_turn|end_of_turn)\b)"
    r"|<(?=[|\uff5c<])|\[(?=/?INST\])",
    re.IGNORECASE,
)
_GAP = "\u200b"
"""Set behind an opening bracket it breaks the tag. Quotes are compared without it."""


class PromptError(ReportedError):
    """A prompt file is missing, or its marks are not the ones that the program fills."""


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values in place of their marks. What a value holds is never looked at again.

    Raises PromptError where a mark has no value, a value no mark, or a mark stands twice.
    """
    marks = _MARK.findall(template)
    if sorted(marks) != sorted(values):
        odd = sorted({*marks} ^ {*values}) or sorted({m for m in marks if marks.count(m) > 1})
        raise PromptError(f"These marks do not fit: {', '.join(f'<<{mark}>>' for mark in odd)}.")
    return _MARK.sub(lambda match: values[match[1]], template)


def digests(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the SHA-256 of each prompt's UTF-8 text, by name."""
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(texts.items())}


def disarm(text: str) -> str:
    """Return a copy in which nothing looks like a fence or a control word of a chat template.

    Characters that are not seen go, for they can carry words that a model reads and a person does
    not. A quote out of the copy is found in the original: `text.fold` passes over the difference.
    """
    seen = "".join(char if char.isascii() else _seen(char) for char in text)
    seen = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", " ", seen)
    return _FENCE_LIKE.sub(lambda match: match[0] + _GAP, seen)


def _seen(char: str) -> str:
    joins = char in "\u200c\u200d"  # they belong to the spelling of some languages, and to emoji
    return "" if unicodedata.category(char) == "Cf" and not joins else char


class Prompts:
    """The prompt files, checked, and the messages made of them."""

    def __init__(self, texts: Mapping[str, str], randomness: Randomness) -> None:
        """`texts` is each file's text by its name without ".md". Raises PromptError."""
        for name, marks in FENCE_MARKS.items():
            if name not in texts:
                raise PromptError(f"The prompt {name}.md is missing.")
            try:
                fill(texts[name], dict.fromkeys(marks, ""))
            except PromptError as error:
                raise PromptError(f"prompts/{name}.md: {error}") from None
        self._texts = {name: texts[name].strip() for name in FENCE_MARKS}
        self._secret = randomness(32)

    def grading(
        self,
        sheet: Sheet,
        *,
        wanted: bool | None,
        problem: str = "",
        skip: int = 0,
    ) -> tuple[Message, ...]:
        """Ask for findings on everything said so far, and for a follow-up where one is wanted.

        `wanted` None grades alone, outside of an interview: nothing is said about follow-ups.
        `problem` says what was wrong with the reply before, where this asks again. `skip` leaves
        out this many of the oldest answers, where all of them are too much for the model.
        """
        asked = {None: "", True: " Follow-up wanted: yes.", False: " Follow-up wanted: no."}
        now = fill(self._texts["grade"], {"wanted": asked[wanted]})
        if not sheet.question.rubric:
            now = f"{self._texts['sentences']}\n\n{now}"
        if problem:
            now = f"{now}\n\n{fill(self._texts['again'], {'problem': disarm(problem)})}"
        form = "grading" if wanted is None else "interview"
        return self._call(f"{self._conversation(sheet, skip)}\n\n{now}", form)

    def following_up(self, sheet: Sheet, target: Target) -> tuple[Message, ...]:
        """Ask for the words of a follow-up and nothing else."""
        towards = self.fence("material", f"{target.id}: {target.description}", target.id)
        now = fill(self._texts["follow-up"], {"target": towards})
        return self._call(f"{self._conversation(sheet)}\n\n{now}")

    def clarifying(self, sheet: Sheet, asked: str) -> tuple[Message, ...]:
        """Ask for an answer to a question back, and nothing else."""
        fenced = self.fence("answer", asked, f"{sheet.number} {sheet.question.id} asked back")
        now = fill(self._texts["clarify"], {"asked": fenced})
        return self._call(f"{self._conversation(sheet)}\n\n{now}")

    def hinting(self, sheet: Sheet, target: Target, rung: int) -> tuple[Message, ...]:
        """Ask for the words of a hint and nothing else. `rung` counts from 1."""
        towards = self.fence("material", f"{target.id}: {target.description}", target.id)
        now = fill(self._texts["hint"], {"target": towards, "rung": _RUNGS[rung - 1]})
        return self._call(f"{self._conversation(sheet)}\n\n{now}")

    def closing(self, facts: str) -> tuple[Message, ...]:
        """Ask for the last words of an interview."""
        return self._call(
            fill(self._texts["closing"], {"facts": self.fence("facts", facts, "closing")})
        )

    def fence(self, tag: str, text: str, place: str) -> str:
        """Stand untrusted text between tags that it cannot contain. `place` makes identical tags distinct."""
        inside = disarm(text)
        for attempt in range(100):
            seed = "\0".join((tag, place, str(attempt), inside)).encode("utf-8", "replace")
            code = hmac.new(self._secret, seed, hashlib.sha256).hexdigest()[:8]
            if code not in inside:
                break
        return f"<{tag} {code}>\n{inside}\n</{tag} {code}>"

    def _call(self, user: str, form: str = "interview") -> tuple[Message, ...]:
        rules = fill(self._texts["interviewer"], {"form": self._texts[form]})
        return (Message("system", rules), Message("user", user))

    def _conversation(self, sheet: Sheet, skip: int = 0) -> str:
        question = sheet.question
        material = self.fence("material", material_of(question), question.id)
        parts = [fill(self._texts["question"], {"material": material})]
        for number, turn in enumerate(sheet.turns[skip:], skip + 1):
            if number > 1:  # the first thing asked is the question, which stands above
                parts.append(_interviewer_said(turn))
            place = f"{sheet.number} {question.id} {number}"
            parts.append(self.fence(f"answer {number}", turn.answer, place))
        return "\n\n".join(parts)


def _interviewer_said(turn: Turn) -> str:
    about = f" (about `{turn.point}`)" if turn.point else ""
    return f"Interviewer{about}: {disarm(' '.join(turn.asked.split()))}"


def in_order(question: Question) -> Sequence[RubricPoint]:
    """The points as `interview.missing` goes through them: essential, then heavier, then earlier."""
    return sorted(question.points, key=lambda point: (not point.essential, -point.weight))


def _belief(description: str) -> str:
    """A wrong belief as it is put to a model: "Believes that" goes without saying ten times over."""
    bare = description.removeprefix("Believes that ")
    return bare if bare == description else bare[:1].upper() + bare[1:]


def material_of(question: Question) -> str:
    """What the bank says of a question, except what only the offline examiner needs.

    One reference answer is enough: further ones were a tenth of a grading's tokens and changed nothing.
    """
    lines = [f"Question: {question.prompt}", "", "Rubric:"]
    lines += [f"`{point.id}`: {point.description}" for point in in_order(question)]
    if question.misconceptions:
        lines += ["", "Misconceptions:"]
        lines += [
            f"`{wrong.id}`: {_belief(wrong.description)}" for wrong in question.misconceptions
        ]
    if question.reference_answer and question.rubric:
        lines += ["", f"Reference answer: {question.reference_answer}"]
    return "\n".join(lines)
