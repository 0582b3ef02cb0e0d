"""A bank that has been read and found sound: its questions by id, and what is known of its file."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from interviewer.banks.faults import Fault
from interviewer.core.errors import UsageError
from interviewer.core.nearest import nearest
from interviewer.core.plan import ExaminerIdentity, Plan
from interviewer.core.questions import Question, QuestionBank, choose
from interviewer.core.text import one_line


class UnknownQuestionError(UsageError, KeyError):
    """A bank has no question of that id; the message names the nearest one."""

    __str__ = UsageError.__str__  # KeyError shows its message in quotation marks


Level = Literal["", "junior", "mid", "senior"]

_ASKED_AT = {
    "junior": ("easy", "medium"),
    "mid": ("easy", "medium", "hard"),
    "senior": ("medium", "hard"),
}


class Bank(Mapping[str, Question]):
    """A question bank: a mapping of questions by id, in the bank's order. It does not change."""

    def __init__(
        self,
        content: QuestionBank,
        warnings: tuple[Fault, ...] = (),
        *,
        raw: bytes = b"",
        digest: str = "",
        keys: Mapping[str, str] | None = None,
    ) -> None:
        """`raw` is the file it was read from; `digest` its SHA-256, where the file is not at hand.

        `keys` says by question id which bank a question is from, where several are together.
        """
        self.content = content
        self.warnings = warnings
        """What looked like a mistake and does no harm: an unknown field, for example."""
        self._raw = raw
        self._digest = digest
        self._keys = keys or {}
        self._by_id = {question.id: question for question in content.questions}

    def key_of(self, question_id: str) -> str:
        """The key of the bank that a question is from: its past is kept under that."""
        return self._keys.get(question_id, self.content.key)

    @property
    def title(self) -> str:
        return self.content.title

    @property
    def key(self) -> str:
        """The bank's id, else its title as one: what a person's past is kept under."""
        return self.content.key

    @property
    def description(self) -> str:
        return self.content.description

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.content.questions

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its file; empty where it was not read from one."""
        raw, self._raw = self._raw, b""  # it may be large, and is not needed any more
        return hashlib.sha256(raw).hexdigest() if raw else self._digest

    def plan(  # noqa: PLR0913 - one keyword for each thing that an interview depends on
        self,
        examiner: ExaminerIdentity,
        *,
        questions: Sequence[str] = (),
        topic: str | None = None,
        difficulty: str | None = None,
        count: int | None = None,
        shuffle: bool = False,
        seed: int = 0,
        follow_ups: int = 2,
        feedback: Literal["end", "each"] = "end",
        level: Level = "",
        adaptive: bool = False,
        **style: Any,
    ) -> Plan:
        """Return the plan of an interview from this bank; what is asked: see `choose`.

        A level asks what is asked at that level, where nothing else was chosen. Of an adaptive
        interview the questions are a pool, of which `count` are asked. `style` are further fields
        of the plan, by their names.
        """
        chosen = choose(
            self.content,
            ids=questions,
            topic=topic,
            difficulty=difficulty,
            count=None if adaptive or level else count,
            shuffle=shuffle,
            seed=seed,
        )
        if level and not questions and difficulty is None:
            chosen = tuple(q for q in chosen if q.difficulty in _ASKED_AT[level]) or chosen
        if level and not adaptive:
            chosen = chosen[:count]
        return Plan(
            level=level,
            adaptive=adaptive,
            count=count if adaptive else None,
            **style,
            bank=self.title,
            questions=chosen,
            examiner=examiner,
            follow_ups=follow_ups,
            feedback=feedback,
            seed=seed,
            bank_digest=self.digest,
            bank_ids=tuple(self.key_of(question.id) for question in chosen),
        )

    def __getitem__(self, question_id: str) -> Question:
        """Return the question of that id. Raises UnknownQuestionError, a KeyError."""
        try:
            return self._by_id[question_id]
        except KeyError:
            near = nearest(question_id, self._by_id)
            said = f"There is no question {one_line(question_id, 80)!r}.{near}"
            raise UnknownQuestionError(said) from None

    def __contains__(self, question_id: object) -> bool:
        return question_id in self._by_id

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __hash__(self) -> int:
        return hash((self.title, tuple(self._by_id)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bank) and self.content == other.content

    def __repr__(self) -> str:
        return f"<Bank {self.title!r}, {len(self)} questions>"


def together(banks: Sequence[Bank]) -> Bank:
    """Several banks as one, in order. A question whose id an earlier bank has is called by its bank
    too: "sql:joins".
    """
    questions: dict[str, Question] = {}
    keys: dict[str, str] = {}
    for bank in banks:
        for question in bank.questions:
            key = bank.key_of(question.id)
            name = question.id if question.id not in questions else f"{key}:{question.id}"
            number = 1
            while name in questions:
                number += 1
                name = f"{key}-{number}:{question.id}"
            renamed = question if name == question.id else question.model_copy(update={"id": name})
            questions[name], keys[name] = renamed, key
    content = QuestionBank(
        title=" + ".join(bank.title for bank in banks), questions=tuple(questions.values())
    )
    warnings = tuple(warning for bank in banks for warning in bank.warnings)
    return Bank(content, warnings, digest="+".join(bank.digest for bank in banks), keys=keys)
