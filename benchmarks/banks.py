"""Banks and answers to measure with: of any size, the same in every run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parent.parent / "questions.json"


def large(count: int) -> dict[str, Any]:
    """This many questions of about 1.5 KB: the shipped ones over and over, cut to fit the 20 MB of a
    bank, with ids of their own.
    """
    data: dict[str, Any] = json.loads(SHIPPED.read_bytes())
    shipped = [_cut(question) for question in data["questions"]]
    data["questions"] = [
        {**shipped[i % len(shipped)], "id": f"{shipped[i % len(shipped)]['id']}-{i}"}
        for i in range(count)
    ]
    return data


def _cut(question: dict[str, Any]) -> dict[str, Any]:
    points = [{**point, "signs": point.get("signs", [])[:2]} for point in question["rubric"][:2]]
    answer = question["reference_answer"][:400] + "."
    kept = {name: question[name] for name in ("topic", "difficulty", "prompt")}
    return {**kept, "id": question["id"], "rubric": points, "reference_answer": answer}


def small(count: int, points: int = 3) -> dict[str, Any]:
    """This many short questions, each with this many points that no made-up answer makes."""
    rubric = [{"id": f"p{n}", "description": f"Says what part {n} does"} for n in range(points)]
    questions = [
        {
            "id": f"q-{i}",
            "prompt": f"Question {i} asks what the thing is made of.",
            "rubric": rubric,
        }
        for i in range(count)
    ]
    return {"schema_version": 1, "title": "Many", "questions": questions}


def written(folder: Path, data: dict[str, Any]) -> Path:
    path = folder / f"bank-{len(data['questions'])}.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def answers(count: int) -> Iterator[dict[str, str]]:
    """People-like answers: the labelled ones over and over, each slightly its own."""
    folder = SHIPPED.parent / "calibration" / "first-bank.jsonl"
    known = [json.loads(line) for line in folder.read_text(encoding="utf-8").splitlines()]
    for i in range(count):
        one = known[i % len(known)]
        answer = f"{one['answer']} That is case {i}." if i >= len(known) else one["answer"]
        yield {"id": f"a{i}", "question_id": one["question_id"], "answer": answer}
