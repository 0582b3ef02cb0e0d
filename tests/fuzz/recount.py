"""The score of a session, counted again from its journal's bytes by nothing of the program's own.

Written out plainly, as somebody would who has only the description of the formats and of grading.
"""

import json
import zlib


def lines(raw: bytes) -> list[dict]:
    """The records of a journal, up to the first line that is not right."""
    found = []
    for line in raw.split(b"\n")[:-1]:
        checksum, _, text = line.partition(b" ")
        if int(checksum, 16) != zlib.crc32(text):
            break
        record = json.loads(text)
        if record["seq"] != len(found):
            break
        found.append(record)
    return found


def score(records: list[dict]) -> float | None:  # noqa: C901 - written out plainly
    """The mean over what was asked and could be graded; skipped questions count zero."""
    asked = records[0]["plan"]["questions"]
    questions = [
        {"turns": [], "before": ([], None), "skipped": False, "later": None} for _ in asked
    ]
    now, deeper, spoken = 0, False, ""
    for record in records[1:]:
        kind, question = record["kind"], questions[min(now, len(questions) - 1)]
        before, spoken = spoken, kind if kind not in ("resumed", "regraded") else spoken
        if deeper and kind in ("answered", "skipped", "stopped"):
            deeper = False  # it was the deeper question's, which is not graded
            continue
        if kind == "probed":
            deeper = bool(record["text"])
        elif kind == "taken_back" or (kind == "clarified" and before == "answered"):
            question["turns"], question["later"] = question["before"]
        elif kind == "answered":
            question["before"] = list(question["turns"]), question["later"]
            if record["adds"] and question["turns"]:
                question["turns"].pop()
            question["turns"].append(None)
            question["later"] = None
        elif kind in ("graded", "ungraded"):
            question["turns"][-1] = record.get("verdict")
            question["later"] = None
        elif kind == "skipped":
            question["skipped"] = not question["turns"]
        elif kind == "regraded":
            questions[record["question"] - 1]["later"] = record["verdict"]
        if _is_over(kind, records, record):
            now += 1
    found = [_of(question, about) for question, about in zip(questions, asked, strict=True)]
    counted = [value for value in found if value is not None]
    return sum(counted) / len(counted) if counted else None


def _is_over(kind: str, records: list[dict], record: dict) -> bool:
    """Whether the question ends here: skipped, or graded without a follow-up after it."""
    if kind == "skipped":
        return True
    if kind not in ("graded", "ungraded"):
        return False
    told = ("resumed", "regraded", "reviewed")
    later = (r["kind"] for r in records[record["seq"] + 1 :] if r["kind"] not in told)
    return next(later, None) != "followed_up"


def _of(question: dict, asked: dict) -> float | None:
    if question["skipped"]:
        return 0.0
    verdicts = list(question["turns"])
    if question["later"] is not None:
        verdicts[-1] = question["later"]
    if not verdicts or verdicts[-1] is None:
        return None
    earned = weighed = 0.0
    for point in asked["rubric"]:
        credit = None
        for verdict in verdicts:
            for finding in verdict["findings"] if verdict else ():
                decided = finding["credit"] is not None
                if finding["point"] == point["id"] and (decided or not credit):
                    credit = finding["credit"]  # undecided later takes a miss away, no credit
        if credit is not None:
            earned += credit * point["weight"]
            weighed += point["weight"]
    return min(earned / weighed, 1.0) if weighed else None
