"""Whether a quote that the candidate did say says the reverse, or nothing.

A model that has been talked round quotes real words about the subject. `proof` asks whose they are;
this asks, by the rules that the offline examiner grades by, what they do: whether they only list terms (`term_lists`), deny what
they speak of, or word a misconception. It never gives credit, it only takes it away.

A rule can be wrong about somebody who is right. So a point is missed only where the rule is about the
shape of the words and leaves no room (a long bare list, "it is not true that" before the point's own
wording); where it compares meanings, the point is left undecided. What that costs honest answers is
measured: see docs/grading.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from interviewer.core.grading import Place
from interviewer.core.questions import Question
from interviewer.examiners.model.checks.short_replies import reason_at
from interviewer.examiners.model.checks.term_lists import PointWords, TermLists, point_words
from interviewer.examiners.reading.credit import denials
from interviewer.examiners.reading.english import readable
from interviewer.examiners.reading.evidence import AnswerIndex, Claim, claim
from interviewer.examiners.reading.examples import plain
from interviewer.examiners.reading.frames import Frame, frames
from interviewer.examiners.reading.key import Reference, answer_key
from interviewer.examiners.reading.passages import Passage, sentences_of
from interviewer.examiners.reading.rubric import IndexedAnswers, worded_by
from interviewer.examiners.reading.words import Vocabulary, rarity

SPEAKS = 0.65
"""A sentence that says so much of a wording speaks of it, and can be asked if it denies it."""
FRAMED = 0.5
"""The same for a sentence that is denied as a whole."""
WORDED, WHOLE = 0.80, 0.95
"""So much of a misconception's wording, in one statement or in two, is the misconception."""
BESIDE = 0.5
"""Who says so much of the point along with the misconception may have made it."""

LISTS = "the quote stands in a bare list of terms"
MISTAKES = "the quote words a misconception"
DENIES, MAY_DENY = "the quoted sentence denies it", "the quoted sentence may deny it"
DENIED = "the quoted sentence is denied"
REASONS = (LISTS, MISTAKES, DENIES, MAY_DENY, DENIED)
"""Every reason for a doubt, in words for the report."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a quote earns nothing."""

    certain: bool
    """Whether the point is missed; else it is undecided."""
    why: str

    @property
    def note(self) -> str:
        return f"{'unsupported' if self.certain else 'undecided'}: {self.why}"


def warm() -> None:
    """Load what every reading needs."""
    rarity("the")


@lru_cache(maxsize=64)
def prepare(question: Question) -> "_Key":
    """Do what every reading of answers to this question needs, while there is time for it."""
    key = answer_key(question)
    texts = [question.reference_answer or "", *question.alternative_answers]
    parts = [text[p.start : p.end] for text in texts for p in sentences_of([text])]
    stated = [claim(text, key.given) for text in parts]
    wrong = [plain(w.description).split(";")[0] for w in question.misconceptions]
    return _Key(
        {p.id: key.points[n].claims for n, p in enumerate(question.points)},
        (*key.references, *(Reference(c, (c,), None) for c in stated)),
        tuple(
            (*signs, claim(text, key.given)) for signs, text in zip(key.beliefs, wrong, strict=True)
        ),
        point_words(question),
        key.vocabulary,
    )


@dataclass(frozen=True, slots=True)
class _Key:
    points: dict[str, tuple[Claim, ...]]
    """The accepted wordings of every point, by its id."""
    references: tuple[Reference, ...]
    """The reference answers, and every part of them as one more."""
    beliefs: tuple[tuple[Claim, ...], ...]
    words: PointWords
    vocabulary: Vocabulary


class Doubts:
    """One reading of what was said to a question. Made for one grading."""

    def __init__(self, question: Question, answers: Sequence[str]) -> None:
        self._key = prepare(question)
        sentences = sentences_of(answers)
        self._said = AnswerIndex(sentences, self._key.vocabulary)
        self._speech = IndexedAnswers(self._said, answers)
        self._texts = [answers[s.turn][s.start : s.end] for s in sentences]
        texts = [
            text if readable([p]) else "" for p, text in zip(sentences, self._texts, strict=True)
        ]
        self._lists = TermLists(self._key.words, self._speech, answers, texts)
        self._reasons, self._behind = self._replied(sentences)
        self._framed, self._cores = self._denied(sentences)

    def about(self, point: str, place: Place) -> Doubt | None:
        """Say why a quote does not make a point; None where it may.

        A quote of several statements is doubted where the ones that say most of the point are.
        """
        here = [
            n
            for n, p in enumerate(self._speech.statements.passages)
            if p.turn == place.turn and p.start < place.end and place.start < p.end
        ]
        if not here:
            return None
        said = dict.fromkeys(here, 0.0)
        for wanted in self._key.points[point]:
            row = self._speech.statements.by_passage(wanted)
            said.update((n, max(said[n], row[n] / wanted.total)) for n in here)
        most = max(said.values())
        doubts = [self._of(n, point) for n in here if said[n] >= most]
        return next((d for d in doubts if d is not None), None) if all(doubts) else None

    def _of(self, statement: int, point: str) -> Doubt | None:
        home = self._speech.home[statement]
        listed = self._lists.doubt(statement, point, self._key.points[point])
        if listed is not None:
            return Doubt(listed, LISTS)
        if statement in self._wrong:
            beside = max(self._said_of(statement, wanted) for wanted in self._key.points[point])
            sure = self._wrong[statement] and beside < BESIDE
            return Doubt(sure, MISTAKES)
        if home in self._framed:
            doubt = self._of_framed(home, self._key.points[point])
            if doubt is not None or self._framed[home][0].certain:
                return doubt
        if self._may_deny(statement, self._key.points[point]):
            return Doubt(certain=False, why=MAY_DENY)
        return None

    def _may_deny(self, statement: int, wordings: Sequence[Claim]) -> bool:
        """Whether the sentence round a statement, or the reason that it is part of, denies the point."""
        home = self._speech.home[statement]
        reason = self._reasons.get(home)
        here = self._speech.statements.passages[statement]
        if reason is None or here.end <= self._behind.passages[reason].start:
            return self._denials[home] or self._denies(home, wordings)
        return self._reason_denials[reason] or self._denies(reason, wordings, self._behind)

    def _said_of(self, statement: int, wanted: Claim) -> float:
        """The share of a wording that a statement says, 0 to 1."""
        return self._speech.statements.by_passage(wanted)[statement] / wanted.total

    def _denied(
        self, sentences: Sequence[Passage]
    ) -> tuple[dict[int, tuple[Frame, int]], AnswerIndex]:
        """The sentences that are denied as a whole, and what they would say if they were not."""
        found: dict[int, tuple[Frame, int]] = {}
        cores: list[Passage] = []
        begins = [reason_at(text) for text in self._texts]
        stated = [text[begin:] for text, begin in zip(self._texts, begins, strict=True)]
        for n, frame in frames(stated).items():
            at, begin = sentences[n], sentences[n].start + begins[n]
            start, end = begin + frame.start, begin + frame.end
            words = tuple(w for w in at.words if start <= w.start < end)
            found[n] = frame, len(cores)
            cores.append(Passage(at.turn, start, end, words))
        return found, AnswerIndex(cores, self._key.vocabulary)

    def _of_framed(self, sentence: int, wordings: Sequence[Claim]) -> Doubt | None:
        frame, core = self._framed[sentence]
        stated = [part for reference in self._key.references for part in reference.sentences]
        for wanted in (*wordings, *stated):
            if self._cores.asserts(wanted, core, core) >= FRAMED:
                return Doubt(frame.certain, DENIES)
        if not frame.certain or self._denies(core, wordings, self._cores, FRAMED):
            return None  # who knows what of it is denied; or it is denied twice
        return Doubt(certain=False, why=DENIED)

    def _denies(
        self,
        number: int,
        wordings: Iterable[Claim],
        said: AnswerIndex | None = None,
        least: float = SPEAKS,
    ) -> bool:
        """Whether a sentence speaks of some of the wordings, and denies all it speaks of."""
        said = said or self._said
        spoken_of = [
            wanted for wanted in wordings if said.by_passage(wanted)[number] >= least * wanted.total
        ]
        return bool(spoken_of) and all(said.denies(number, wanted) for wanted in spoken_of)

    @cached_property
    def _denials(self) -> list[bool]:
        """For each sentence, whether it denies what a reference answer says."""
        return denials(self._key.references, self._said)

    @cached_property
    def _reason_denials(self) -> list[bool]:
        """The same for the reasons behind short replies."""
        return denials(self._key.references, self._behind)

    def _replied(self, sentences: Sequence[Passage]) -> tuple[dict[int, int], AnswerIndex]:
        """The sentences that open with a short reply, and the reasons behind it."""
        found: dict[int, int] = {}
        reasons: list[Passage] = []
        for n, text in enumerate(self._texts):
            start = sentences[n].start + reason_at(text)
            inside = tuple(w for w in sentences[n].words if w.start >= start)
            if start > sentences[n].start and inside:
                found[n] = len(reasons)
                reasons.append(Passage(sentences[n].turn, start, sentences[n].end, inside))
        return found, AnswerIndex(reasons, self._key.vocabulary)

    @cached_property
    def _wrong(self) -> dict[int, bool]:
        """The statements that word a misconception better than any point, and whether as a whole."""
        spans = self._speech.spans
        rows = [worded_by(claims, spans, self._speech) for claims in self._key.points.values()]
        best = [max(column) for column in zip(*rows, strict=True)]
        return dict(self._worded(spans, best))

    def _worded(
        self, spans: Sequence[tuple[int, int]], best: Sequence[tuple[float, float]]
    ) -> Iterator[tuple[int, bool]]:
        for wordings in self._key.beliefs:
            row = worded_by(wordings, spans, self._speech)
            for (first, last), value, other in zip(spans, row, best, strict=True):
                if value > other and value[0] >= (WORDED if first == last else WHOLE):
                    for n in range(first, last + 1):
                        # A single statement stands at its own number among the spans.
                        innocent = best[n][0] >= SPEAKS and row[n][0] < BESIDE
                        if first == last or not innocent:
                            yield n, value[0] >= WHOLE
