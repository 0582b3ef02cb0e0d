"""The question bank: what can be asked, and what a full answer contains.

How a bank's file is read, and how its faults are reported: `banks/json_bank.py`.
"""

import random
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from interviewer.core.bank_defaults import ANY_TOPIC, MEDIUM, UNTITLED
from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.text import one_line

Difficulty = Literal["easy", "medium", "hard"]
Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
Text = Annotated[str, Field(pattern=r"\S")]


class _Part(BaseModel):
    # Unknown fields are ignored here and reported by `banks/json_bank.py`: a typo warns, it does not stop.
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, defer_build=True)


class RubricPoint(_Part):
    """One thing a full answer says, decidable yes or no from the answer alone."""

    id: Id
    weight: Annotated[float, Field(strict=True, gt=0, le=1_000_000)] = 1
    """Its share in the question's score, relative to the other points."""
    essential: Annotated[bool, Field(strict=True)] = False
    """Without it an answer is not a pass, whatever its score."""
    description: Text
    label: Text | None = None
    """Short, for learners: "say when random splits go wrong". None: made from the description."""
    signs: tuple[Text, ...] = ()
    """Accepted wordings, for the offline examiner. Empty: the description serves."""
    terms: tuple[Text, ...] = ()
    """Names that by themselves say the point in this field: "SMOTE", "GroupKFold"."""
    follow_up: Text | None = None
    """A question towards the point that does not give it away. None: the examiner makes one."""


class Misconception(_Part):
    """A wrong belief that candidates often hold."""

    id: Id
    description: Text
    signs: tuple[Text, ...] = ()
    contradicts: Id | None = None
    """The rubric point that it is the opposite of; None where it is beside them."""
    follow_up: Text | None = None


class Foreseen(_Part):
    """A question that candidates ask back, and what is said to it."""

    asked: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Wordings of it."""
    reply: Text
    """Gives no point away."""


class LabelledAnswer(_Part):
    """An answer that people have decided point by point: the offline examiner learns from it."""

    answer: Text
    made: tuple[Id, ...] = ()
    """The points that it makes; all others are missed."""
    unsure: tuple[Id, ...] = ()
    """The points that people decide differently."""


class Question(_Part):
    """One question with what a full answer contains: a rubric, a reference answer, or both."""

    id: Id
    topic: Text = ANY_TOPIC
    difficulty: Difficulty = MEDIUM
    prompt: Text
    reference_answer: Text | None = None
    alternative_answers: tuple[Text, ...] = ()
    rubric: tuple[RubricPoint, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    minutes: Annotated[float, Field(gt=0, le=600)] | None = None
    """How long a good answer takes, follow-ups included; None is not known."""
    hints: Annotated[tuple[Text, ...], Field(max_length=3)] = ()
    """Where to look, a narrower question, half of the idea."""
    deeper: Text | None = None
    """One deeper question for somebody who has said everything. It is not graded."""
    clarifications: tuple[Foreseen, ...] = ()
    examples: tuple[LabelledAnswer, ...] = ()
    """Labelled answers, made and missed points; from about twenty on they are worth more than signs."""
    source: str = ""
    """The words that it was drafted from, or where it comes from."""
    review: Literal["imported", "drafted"] | None = None
    """What no person has reviewed yet, and where it came from; None once a person has."""

    def __hash__(self) -> int:
        """Of what is enough to tell questions apart: what is prepared for a question is looked up often, and
        a hash of all its texts takes longer than the look-up.
        """
        return hash((self.id, self.prompt))

    @cached_property
    def points(self) -> tuple[RubricPoint, ...]:
        """The rubric; without one, each sentence of the reference answer is a point of weight 1."""
        if self.rubric:
            return self.rubric
        return tuple(
            RubricPoint(id=f"sentence-{number}", description=sentence)
            for number, sentence in enumerate(sentences(self.reference_answer or ""), 1)
        )

    @cached_property
    def by_sentences(self) -> bool:
        """Whether its points are the sentences of its reference answer, made when it was read:
        nobody wrote them to be decided yes or no, and they can be made in part.
        """
        return all(
            point.id == f"sentence-{number}" and not point.signs
            for number, point in enumerate(self.points, 1)
        )

    def point(self, point_id: str) -> RubricPoint | Misconception | None:
        """Return the point or misconception of that id, None where there is none."""
        known: tuple[RubricPoint | Misconception, ...] = (*self.points, *self.misconceptions)
        return next((point for point in known if point.id == point_id), None)


class QuestionBank(_Part):
    """What a bank file holds."""

    schema_version: Literal[1] = 1
    id: Id | None = None
    """Who the bank is when it is edited or moved; None: made from its title."""
    title: Text = UNTITLED
    description: str = ""
    source: str = ""
    """Where its questions come from."""
    licence: str = ""
    review: Literal["imported", "drafted"] | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @property
    def key(self) -> str:
        """The bank's id, else its title as one: what a person's past is kept under."""
        return self.id or slug(self.title)


class NothingToAsk(UsageError):  # noqa: N818 - the state of the choice, said in the field's words
    """No question is left after choosing; the message says what there is to choose from."""


def slug(text: str) -> str:
    """A text as an id: "ML fundamentals" is "ml-fundamentals"; "bank" where no letter is left."""
    words = re.sub(r"[^\w]+", "-", text.casefold()).strip("-")
    return words[:100] or "bank"


def sentences(text: str) -> list[str]:
    """Split prose at `.`, `!`, `?` and line ends; abbreviations such as "e.g." do not end one."""
    marked = re.sub(
        r"\b(e\.g|i\.e|etc|vs|cf|approx|Dr|Mr|Ms|Fig)\.", r"\1\0", text, flags=re.IGNORECASE
    )
    parts = re.split(r"(?<=[.!?])[\"')\]]*\s+|\n+", marked)
    found = [part.replace("\0", ".").strip(" \t-*\u2022") for part in parts]
    return [part for part in found if re.search(r"\w", part)] or [text.strip()]


def choose(  # noqa: PLR0913 - one keyword for each flag of the command line
    bank: QuestionBank,
    *,
    ids: Sequence[str] = (),
    topic: str | None = None,
    difficulty: str | None = None,
    count: int | None = None,
    shuffle: bool = False,
    seed: int = 0,
) -> tuple[Question, ...]:
    """Return the questions to ask, in order.

    `ids` asks exactly those, in that order. `topic` and `difficulty` filter, ignoring case;
    `shuffle` orders by `seed`, the same on every machine; `count` None means all.
    Raises NothingToAsk, naming what there is, where nothing fits.
    """
    questions = list(bank.questions)
    if ids:
        by_id = {question.id: question for question in questions}
        for wanted in ids:
            if wanted not in by_id:
                raise NothingToAsk(
                    f"There is no question {one_line(wanted)!r}.{nearest(wanted, by_id)}"
                )
        questions = [by_id[wanted] for wanted in ids]
    for field, value in (("topic", topic), ("difficulty", difficulty)):
        if value is not None:
            known = sorted({getattr(question, field) for question in questions})
            wanted = one_line(value).casefold()  # as it was shown to whoever chose it
            questions = [q for q in questions if one_line(getattr(q, field)).casefold() == wanted]
            if not questions:
                names = ", ".join(one_line(name) for name in known[:20])
                raise NothingToAsk(
                    f"No question with {field} {one_line(value)!r}. There is: {names}."
                )
    if shuffle:
        random.Random(seed).shuffle(questions)  # noqa: S311 - an order, not a secret
    return tuple(questions[:count])
