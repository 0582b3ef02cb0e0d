"""A bank that has been read and found sound: its questions by id, and what is known of its file."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from interviewer.banks.faults import Fault
from interviewer.core.errors import UsageError
from interviewer.core.questions import Question, QuestionBank, nearest
from interviewer.core.text import one_line


class UnknownQuestionError(UsageError, KeyError):
    """A bank has no question of that id; the message names the nearest one."""

    __str__ = UsageError.__str__  # KeyError shows its message in quotation marks


class Bank(Mapping[str, Question]):
    """A question bank: a mapping of questions by id, in the bank's order. It does not change."""

    def __init__(
        self, content: QuestionBank, warnings: tuple[Fault, ...] = (), *, raw: bytes = b""
    ) -> None:
        """`raw` is the file it was read from."""
        self.content = content
        self.warnings = warnings
        """What looked like a mistake and does no harm: an unknown field, for example."""
        self._raw = raw
        self._by_id = {question.id: question for question in content.questions}

    @property
    def title(self) -> str:
        return self.content.title

    @property
    def description(self) -> str:
        return self.content.description

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.content.questions

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its file; empty where it was not read from one."""
        import hashlib  # noqa: PLC0415 - a question can be shown before this is needed

        raw, self._raw = self._raw, b""  # it may be large, and is not needed any more
        return hashlib.sha256(raw).hexdigest() if raw else ""

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
