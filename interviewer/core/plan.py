"""What is agreed before the first question: who grades, what is asked, and how.

A plan stands in the first line of a session's journal, so that a later edit of a bank cannot change
the session. A field that an earlier version did not know has a default that means what it did.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from interviewer.core.questions import Question


class Frozen(BaseModel):
    """A record that is stored. Fields of a newer version are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class ExaminerIdentity(Frozen):
    """Who grades, exactly enough to say later which grades can be compared."""

    name: str
    """How the report calls it: "offline", or the model's name."""
    version: str
    kind: Literal["offline", "model", "script"]
    server: str = ""
    """Host and port of the model's server; never a path, a user or a key."""
    prompts: dict[str, str] = {}
    """SHA-256 of each prompt file that was used, by name."""


class Plan(Frozen):
    """Everything an interview depends on, embedded in its journal's first line."""

    bank: str
    """The bank's title."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    examiner: ExaminerIdentity
    follow_ups: Annotated[int, Field(ge=0, le=20)] = 2
    """At most this many follow-ups a question; 0 asks none."""
    feedback: Literal["end", "each"] = "end"
    seed: int = 0
    bank_digest: str = ""
    """SHA-256 of the bank file as it was read."""
    bank_ids: tuple[str, ...] = ()
    """The bank's id of each question, in their order; empty in sessions of earlier versions."""
    mode: Literal["interview", "practice", "drill", "exam"] = "interview"
    """Why it is asked. An exam gives no hints."""
    persona: str = ""
    """Who interviews, by the name of a file in prompts/personas; empty is the plain voice."""
    level: Literal["", "junior", "mid", "senior"] = ""
    """How deep: a senior is asked one deeper question where everything has been said."""
    adaptive: bool = False
    """The questions are a pool; the next one's difficulty follows from the answers so far."""
    count: Annotated[int, Field(ge=1)] | None = None
    """How many of an adaptive pool are asked; None asks all."""
    minutes: Annotated[float, Field(gt=0)] | None = None
    """For the whole interview; a countdown, never a cut."""
    per_question: Annotated[float, Field(gt=0)] | None = None
    """Minutes for each question; None takes the bank's."""
    predict: bool = False
    """Whether the candidate is asked how well an answer went before the verdict is shown."""
    due: dict[str, tuple[str, ...]] = {}
    """By question id: the points that are due today. They get the follow-up first."""
    why: dict[str, str] = {}
    """By question id: one sentence why it is asked today; empty where nothing was scheduled."""

    @property
    def total(self) -> int:
        """How many questions will be asked if nobody stops."""
        if self.adaptive and self.count is not None:
            return min(self.count, len(self.questions))
        return len(self.questions)

    @property
    def hints(self) -> bool:
        return self.mode != "exam"
