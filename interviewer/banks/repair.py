"""What has one meaning only, though it is not written as the format has it: read as it is meant."""

from collections.abc import Iterator
from typing import Any, get_args

from interviewer.core.questions import (
    Difficulty,
    Foreseen,
    LabelledAnswer,
    Misconception,
    Question,
    QuestionBank,
    RubricPoint,
)

_DIFFICULTIES = frozenset(get_args(Difficulty))
_PARTS = (
    ("rubric", RubricPoint.model_fields.keys()),
    ("misconceptions", Misconception.model_fields.keys()),
    ("clarifications", Foreseen.model_fields.keys()),
    ("examples", LabelledAnswer.model_fields.keys()),
)


def repair(data: Any, *, nulls: bool) -> None:
    """Change a bank's JSON value in place: null in a field is no field, "Easy" is easy.

    `nulls` False says that there is none in it.
    """
    if not isinstance(data, dict):
        return
    for item in _objects(data.get("questions")):
        wanted = item.get("difficulty")
        if isinstance(wanted, str) and wanted not in _DIFFICULTIES:
            meant = wanted.strip().lower()
            item["difficulty"] = meant if meant in _DIFFICULTIES else wanted
        if nulls:
            for name, known in _PARTS:
                for part in _objects(item.get(name)):
                    _drop_nulls(part, known)
            _drop_nulls(item, Question.model_fields.keys())
    if nulls:
        _drop_nulls(data, QuestionBank.model_fields.keys())


def _objects(items: Any) -> Iterator[dict[str, Any]]:
    if isinstance(items, list):
        yield from (item for item in items if isinstance(item, dict))


def _drop_nulls(item: dict[str, Any], known: Any) -> None:
    for name in [name for name, value in item.items() if value is None and name in known]:
        del item[name]
