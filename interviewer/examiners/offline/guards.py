"""What only pretends to be an answer: nothing, an echo, orders to the grader, words without order.

Each guard looks at a whole answer or at one passage and says so; none of them lowers the credit of
an answer that does not trip it. What they stop, and what they cost honest answers, is measured
(see docs/grading.md).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from interviewer.core.questions import Question
from interviewer.core.text import fold
from interviewer.examiners.reading.english import foreign_script, readable
from interviewer.examiners.reading.frames import Frame, frames
from interviewer.examiners.reading.lists import lists_in
from interviewer.examiners.reading.passages import Passage
from interviewer.examiners.reading.phrasing import NONE, Phrasing, phrasing
from interviewer.examiners.reading.polarity import polarity
from interviewer.examiners.reading.pretence import given_forms, overall, pretence
from interviewer.examiners.reading.words import stems

ECHO_WORDS = 5
"""This many words in a row out of what was asked are an echo of it."""

REMARK = 6
"""A sentence of fewer words may be said again and again, of what stands before it."""

RECITAL = 8
"""This many words in a row that only a rubric description holds are no coincidence."""
RECITED = 0.15
"""A passage recites a description where this many of its runs of words come from there alone."""
_RUBRIC_VOICE = [stems(text) for text in ("says that", "says to", "believes that", "names the")]

NOT_ENGLISH = "the built-in examiner reads English only, and this is another language or no words"
REPEATED = "the answer only repeats what was given"
WORDLESS = "there are no words in the answer"
NAMES = 6
"""A bare list of this many words answers a question that asks for names."""
_ASKS_FOR_NAMES = re.compile(r"\b(?:name|list|enumerate|what are|which)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\W{0,4}\w{1,30}(?:[\s.)/&-]{1,3}\w{1,30}){0,3}? ?(?:[:=\u2192]|-{1,2}>)")
LISTED = 8
"""A sentence of this many words that are a mere list, or in no order, is set aside by itself."""
LISTING = 16
"""A sentence that lists this many bare terms states nothing of any of them, whatever leads up to it."""


@dataclass(frozen=True, slots=True)
class ScreenedAnswers:
    """What is left of the answers once pretence is set aside."""

    sentences: tuple[Passage, ...]
    phrasing: Phrasing = NONE
    remark: str = ""
    """Why nothing is left to grade, in words for the report; empty where something is."""
    readable: bool = True
    """False for another language or noise: nothing can be decided."""


def screened(  # noqa: PLR0911 - one for each kind of pretence
    said: Sequence[Passage], answers: Sequence[str], question: Question, asked: Sequence[str]
) -> ScreenedAnswers:
    """Set aside what proves nothing. `asked` is everything the interviewer said, in order."""
    if foreign_script("".join(answers)):
        return ScreenedAnswers((), remark=NOT_ENGLISH, readable=False)
    if sum(word.end - word.start for p in said for word in p.words) < 2:
        written = any(answer.strip() for answer in answers)
        return ScreenedAnswers((), remark=WORDLESS if written else "no answer was given")
    spoken = [(p, fold(answers[p.turn][p.start : p.end]).text) for p in _once(said)]
    before = given_forms((question.prompt, *asked))
    kinds = [pretence(text, before) for _, text in spoken]
    own = [one for one, kind in zip(spoken, kinds, strict=True) if kind is None]
    given = [frozenset(_runs(stems(text), ECHO_WORDS)) for text in (question.prompt, *asked)]
    new = [(p, text) for p, text in own if not _echoes(p.stems, given)]
    new = _unrecited(new, question)
    if not new:
        nothing = overall(kinds)
        return ScreenedAnswers((), remark=nothing.remark if nothing else REPEATED)
    new = _asserted(new)
    names = bool(_ASKS_FOR_NAMES.search(question.prompt))
    new = new if names else _unlisted(new)
    if not new:
        return ScreenedAnswers((), remark="the answer states nothing that it does not take back")
    if not readable([p for p, _ in new]):
        return ScreenedAnswers((), remark=NOT_ENGLISH, readable=False)
    stated = [(p, t) for p, t in new if _stated(p, t)]
    if not stated:
        return ScreenedAnswers((), remark="the answer lists words and states nothing")
    spoken_like = phrasing(". ".join(text for _, text in stated))
    if spoken_like.words <= NAMES and names:
        spoken_like = replace(spoken_like, listed=False)
    return ScreenedAnswers(tuple(p for p, _ in stated), spoken_like)


def _once(said: Sequence[Passage]) -> Iterator[Passage]:
    """What is said again says nothing more, but for short remarks such as "That is wrong."."""
    known = set[tuple[str, ...]]()
    for passage in said:
        order = tuple(passage.stems)
        if order not in known or len(order) < REMARK:
            yield passage
        known.add(order)


def _echoes(said: Sequence[str], given: Iterable[frozenset[tuple[str, ...]]]) -> bool:
    """Whether a passage is nearly all made of runs of words out of one thing that was asked."""
    for runs in given:
        echoed = set[int]()
        for i, run in enumerate(_runs(said, ECHO_WORDS)):
            if run in runs:
                echoed.update(range(i, i + ECHO_WORDS))
        if len(echoed) >= max(ECHO_WORDS, 0.8 * len(said)):
            return True
    return False


def _unrecited(said: list[tuple[Passage, str]], question: Question) -> list[tuple[Passage, str]]:
    """What is not recited from the rubric; nothing, where most of it is."""
    left = [(p, text) for p, text in said if not _recites(p, question)]
    return left if len(left) > len(said) / 2 else []


def _asserted(said: list[tuple[Passage, str]]) -> list[tuple[Passage, str]]:
    """What is not denied as a whole: "it is a myth that ...", "..., which is wrong".

    A "not" that `polarity` sees is left to it: who denies the reverse of a point makes the point.
    """
    framed = frames([text for _, text in said])
    return [one for n, one in enumerate(said) if n not in framed or _seen(one[0], framed[n])]


def _seen(passage: Passage, frame: Frame) -> bool:
    """Whether `polarity` takes for denied what the frame denies."""
    core = [
        word.stem for word in passage.words if frame.start <= word.start - passage.start < frame.end
    ]
    whole, denied = polarity(passage.stems), polarity(core)
    return any(whole.sign(stem) < 0 < denied.sign(stem) for stem in core)


def _unlisted(said: list[tuple[Passage, str]]) -> list[tuple[Passage, str]]:
    """What is no long bare list of terms. Notes of many short lines are no list: each line is one statement."""
    return [(p, text) for p, text in said if not lists_in(text, LISTING)]


def _stated(passage: Passage, text: str) -> bool:
    """Whether a sentence may state something: "images: flip, crop, rotate" says what its terms are."""
    return len(passage.words) < LISTED or not phrasing(text).hopeless or bool(_LABELLED.match(text))


def _recites(passage: Passage, question: Question) -> bool:
    """Whether a passage recites a rubric description that no reference answer words like that."""
    said = passage.stems
    runs, known = _runs(said, RECITAL), _rubric_runs(question)
    recited = sum(run in known for run in runs)
    return tuple(said[:2]) in _RUBRIC_VOICE or (recited > 0 and recited >= RECITED * len(runs))


@lru_cache(maxsize=256)
def _rubric_runs(question: Question) -> frozenset[tuple[str, ...]]:
    """The runs of words that only the rubric's descriptions hold."""
    texts = [point.description for point in question.rubric]
    texts.extend(belief.description for belief in question.misconceptions)
    honest = [question.reference_answer or "", *question.alternative_answers]
    honest.extend(sign for point in question.rubric for sign in point.signs)
    shown = {run for text in honest for run in _runs(stems(text), RECITAL)}
    return frozenset(r for text in texts for r in _runs(stems(text), RECITAL)) - shown


def _runs(order: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return [tuple(order[i : i + length]) for i in range(len(order) - length + 1)]
