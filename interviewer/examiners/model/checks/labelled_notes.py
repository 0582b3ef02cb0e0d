"""Notes with labels: "train: fit params. test: once at the end, unbiased estimate".

They look like lists, and state something of what stands before each colon, or before each dash with a list
behind it. One label over one list is a title and makes no notes of it.
"""

import re

LABELS = 2
"""So many labels make notes of an answer."""

_LABEL = re.compile(
    r"(?:^|(?<=[.;\n]))[ \t]{0,4}(?:[-*\u2022] )?[A-Za-z][\w/-]{0,20}(?: [\w/-]{1,20})?"
    r"(?:: |(?<=\w) [\u2013\u2014-] (?=[^\n,;]{1,40},))",
    re.MULTILINE,
)
_PART_END = re.compile(r"[.;](?=\s|$)|\n")


def labelled_parts(answer: str) -> list[tuple[int, int]]:
    """Where the labelled parts of notes stand, as offsets; none where an answer is no such notes."""
    found = []
    for label in _LABEL.finditer(answer):
        end = _PART_END.search(answer, label.end())
        found.append((label.start(), end.start() if end else len(answer)))
    return found if len(found) >= LABELS else []
