"""What a person wants to be asked."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """What a person wants to be asked, as on the command line. None and empty mean: everything."""

    count: int | None = None
    topic: str | None = None
    difficulty: str | None = None
    questions: tuple[str, ...] = ()
    shuffle: bool = False
    follow_ups: int = 2
    feedback_each: bool = False
    persona: str = ""
    level: Literal["", "junior", "mid", "senior"] = ""
    adaptive: bool = False
    minutes: float | None = None
    per_question: float | None = None
    predict: bool | None = None
    """Whether to say how well an answer went before its verdict; None: in practice alone."""

    @property
    def plain_order(self) -> bool:
        """Whether the bank's first question is asked first."""
        narrowed = self.questions or self.topic or self.difficulty or self.level
        return not (narrowed or self.shuffle or self.adaptive)
