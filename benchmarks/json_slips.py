"""Slips in JSON: what ours reads and refuses, beside json-repair, which reads what it can guess.

python -m pip install --target /tmp/json-repair json-repair
PYTHONPATH=/tmp/json-repair python -m benchmarks.json_slips
"""

import sys
from importlib import import_module
from importlib.metadata import version

from interviewer.examiners.model.reply import ParsedReply, Unusable, read
from tests.faults.test_odd_replies import SLIPS, TWO_READINGS, UNASKED


def ours(text: str) -> ParsedReply | None:
    try:
        return read(text, ended=True)
    except Unusable:
        return None


def theirs(text: str, *, strict: bool = False) -> ParsedReply | None:
    try:
        value = import_module("json_repair").repair_json(text, return_objects=True, strict=strict)
        return ParsedReply.model_validate(value)
    except ValueError:  # pydantic's ValidationError is one
        return None


def strictly(text: str) -> ParsedReply | None:
    return theirs(text, strict=True)


READERS = {"ours": ours, "json-repair": theirs, "its strict mode": strictly}


def main() -> int:
    """Print both tables, and what becomes of a grading that is cut off anywhere."""
    try:
        print(f"json-repair {version('json-repair')}")
    except ImportError:
        print(__doc__)
        return 1
    for title, texts in (("one reading", SLIPS), ("two readings", TWO_READINGS)):
        print(f"\n{title:30}" + "".join(f"{name:18}" for name in READERS))
        count = dict.fromkeys(READERS, 0)
        for name, text in texts.items():
            read_by = {who: reader(text) is not None for who, reader in READERS.items()}
            count = {who: count[who] + read_by[who] for who in READERS}
            print(
                f"{name:30}"
                + "".join(f"{'read' if yes else 'refused':18}" for yes in read_by.values())
            )
        print(f"{'read, of ' + str(len(texts)):30}" + "".join(f"{n:<18}" for n in count.values()))
    truth = read(UNASKED, ended=True)
    for name, reader in READERS.items():
        read_as = [reader(UNASKED[:at]) for at in range(1, len(UNASKED))]
        found = [one for one in read_as if one is not None]
        shorter = sum(len(one.findings) < len(truth.findings) for one in found)
        other = sum(one.findings != truth.findings[: len(one.findings)] for one in found)
        print(
            f"\n{name}: of {len(read_as)} cuts {len(found)} read, {shorter} of them without a finding"
            f" (noticed: every point needs one), {other} with a finding that is another"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
