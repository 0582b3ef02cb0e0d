"""Put the labelled answers of the calibration sets' tune groups into a shipped bank, as `examples`.

    python -m benchmarks.make_examples [BANK]

The first bank's take the place of those it has. A bank of the library keeps its own, which were written for it from
questions and rubric alone.

Nothing that figures are reported from is given away: held-out and sealed answers stay out, and so do the answers of the
exam, which compares a model with rules that have not seen them.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.typed import FILES, ROOT, labelled

BANK = ROOT / "questions.json"
LIBRARY = ROOT / "calibration" / "banks"
EXAM = ROOT / "calibration" / "exam.jsonl"


def examples(paths: Sequence[Path]) -> dict[str, list[dict[str, Any]]]:
    """The examples of each question, by its id."""
    lines = EXAM.read_text(encoding="utf-8").splitlines()
    exam = {(one["question_id"], one["answer"]) for one in map(json.loads, lines)}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in paths:
        for one, agreed in labelled(path, ["tune"]):
            if (one["question_id"], one["answer"]) in exam:
                continue
            example = {"answer": one["answer"], "made": [p for p, made in agreed.items() if made]}
            if unsure := [p for p in one["points"] if p not in agreed]:
                example["unsure"] = unsure
            found[one["question_id"]].append(example)
    return found


def with_examples(bank: dict[str, Any], path: Path) -> dict[str, Any]:
    """The same bank, with the examples of its calibration sets."""
    first = path.resolve() == BANK
    sets = [ROOT / "calibration" / f"{name}.jsonl" for name in FILES]
    found = examples(sets if first else [LIBRARY / f"{path.stem}.jsonl"])
    questions = []
    for one in bank["questions"]:
        labelled_ones = found.get(one["id"], [])
        known = {example["answer"] for example in labelled_ones}
        own = [e for e in one.get("examples", ()) if not first and e["answer"] not in known]
        rest = {k: v for k, v in one.items() if k != "examples"}
        questions.append({**rest, "examples": own + labelled_ones} if own + labelled_ones else rest)
    return {**bank, "questions": questions}


def written(bank: dict[str, Any], indent: int) -> str:
    """The bank as a file, an example in one line."""
    lines: dict[str, str] = {}
    questions = []
    for one in bank["questions"]:
        marks = [f"example {one['id']} {number}" for number in range(len(one.get("examples", ())))]
        lines |= zip(map(json.dumps, marks), map(_line, one.get("examples", ())), strict=True)
        questions.append({**one, "examples": marks} if marks else one)
    text = json.dumps({**bank, "questions": questions}, ensure_ascii=False, indent=indent)
    for mark, line in lines.items():
        text = text.replace(mark, line)
    return text + "\n"


def _line(example: dict[str, Any]) -> str:
    return json.dumps(example, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.make_examples", description=__doc__)
    parser.add_argument("bank", nargs="?", default=BANK, type=Path)
    path = parser.parse_args().bank
    text = path.read_text(encoding="utf-8")
    bank = with_examples(json.loads(text), path)
    indent = len(text.splitlines()[1]) - len(text.splitlines()[1].lstrip())
    path.write_text(written(bank, indent), encoding="utf-8")
    counts = [len(one.get("examples", ())) for one in bank["questions"]]
    print(f"{sum(counts)} examples to {len(counts)} questions in {path.name}")


if __name__ == "__main__":
    main()
