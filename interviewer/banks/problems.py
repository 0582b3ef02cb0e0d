"""What is wrong in a JSON value, by its path, made into faults with lines and columns.

The text is read once for all of them: a large bank may have many.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from interviewer.banks.faults import Fault
from interviewer.banks.json_positions import Path, find_all, line_and_column

AT_MOST = 100
"""Problems that are reported; where there are more, these are the first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a path of the value; `(..., "name", "")` is the key itself."""

    path: Path
    message: str
    """One sentence; `{first}` in it is where `first` stands."""
    remedy: str
    first: Path | None = None
    """Where else to look."""


def located(problems: Iterable[Problem], text: str) -> list[Fault]:
    """Return the faults of a JSON text, the first hundred."""
    reported = list(islice(problems, AT_MOST))
    wanted = [path for one in reported for path in (one.path, one.first) if path is not None]
    offsets = find_all(text, wanted) if reported else {}
    faults = []
    for one in reported:
        message = one.message
        if one.first is not None:
            line, column = line_and_column(text, offsets[one.first])
            message = message.replace("{first}", f"{line}:{column}")
        faults.append(Fault(*line_and_column(text, offsets[one.path]), message, one.remedy))
    return faults


_SINGULAR = {
    "questions": "question",
    "rubric": "rubric point",
    "misconceptions": "misconception",
    "clarifications": "clarification",
    "examples": "example",
    "signs": "sign",
    "terms": "term",
    "hints": "hint",
    "alternative_answers": "alternative answer",
}


def place(path: Path) -> str:
    """Say where in words: `("questions", 0, "rubric", 2)` is "Question 1, rubric point 3"."""
    words = [
        f"{_SINGULAR.get(str(path[i - 1]), str(path[i - 1]))} {part + 1}"
        for i, part in enumerate(path)
        if isinstance(part, int)
    ]
    found = ", ".join(words)
    return found[:1].upper() + found[1:] or "The bank"
