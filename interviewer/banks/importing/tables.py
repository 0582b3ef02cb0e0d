"""Tables of questions: CSV, TSV, what spreadsheets and Anki export as text."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from interviewer.banks.importing import rows
from interviewer.banks.importing.columns import meanings, plain_name
from interviewer.banks.importing.found import Findings, FoundQuestion, ImportRefusedError

_SEPARATORS: Final = ",;\t|"
_NAMED: Final = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_OPTION: Final = re.compile(r"^(?:option|choice|answer)?_?([a-h1-8])$")
_CORRECT: Final = (
    "correct",
    "correct_answer",
    "correct_option",
    "right_answer",
    "answer_key",
    "key",
    "ans",
    "answer",
)
_LONGEST_CELL: Final = 1_000_000
_CLOZE: Final = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)


@dataclass
class _Header:
    """What the lines above an Anki export say."""

    separator: str = ""
    columns: list[str] = field(default_factory=list)
    special: dict[int, str] = field(default_factory=dict)
    """By place: "tags", "deck", "guid", "notetype"."""
    lines: int = 0


def questions_in(text: str, given: Mapping[str, str] | None = None) -> Findings:
    """Every row that has a question and an answer. `given` is what `--map` says.

    Raises ImportRefusedError where no column is a question, or the table cannot be read.
    """
    header = _header(text)
    body = text.split("\n", header.lines)[-1] if header.lines else text
    separator = header.separator or _separator(body)
    found = Findings()
    records = _records(body, separator, header.lines)
    first = next(records, None)
    if first is None:
        raise ImportRefusedError("The table is empty. Add a row for each question.")
    number, cells = first
    if not header.lines and len(cells) == 3:
        header.special = _tags_of_three(body, separator)
    names, named = _names(header, cells, given)
    meant = meanings(names, given)
    options = _options(names)
    if "question" not in meant or not ({"answer", "points"} & meant.keys()):
        raise ImportRefusedError(
            f"No column is {'an answer' if 'question' in meant else 'a question'} by its name: {', '.join(names[:12])}. "
            "Say which with --map question=COLUMN --map answer=COLUMN."
        )
    if options:
        meant["answer"] = next(
            (n for c in _CORRECT for n in names if plain_name(n) == c), meant["answer"]
        )
    places = {meaning: names.index(name) for meaning, name in meant.items()}
    if not named:
        _take(found, cells, places, options, number)
    for number, cells in records:
        _take(found, cells, places, options, number)
    _merge_points(found)
    return found


def looks_like_table(text: str) -> bool:
    """Whether the first rows have the same number of cells, more than one."""
    if _header(text).lines:
        return True
    head = "\n".join(text.split("\n")[:40])
    try:
        widths = [len(cells) for _, cells in _records(head, _separator(head), 0)][:10]
    except ImportRefusedError:
        return False
    return (
        len(widths) > 1
        and widths[0] > 1
        and sum(width == widths[0] for width in widths) >= 0.8 * len(widths)
    )


def _header(text: str) -> _Header:
    """The `#separator:tab` lines of Anki, or the `sep=;` of Excel."""
    found = _Header()
    for line in text.split("\n")[:30]:
        excel = re.match(r"^\"?sep=(.)\"?$", line)
        said = re.match(r"^#([a-z ]+):\s?(.*)$", line)
        if excel:
            found.separator = excel[1]
        elif not said:
            break
        elif said[1] == "separator":
            found.separator = _NAMED.get(said[2].strip().lower(), said[2][:1])
        elif said[1] == "columns":
            found.columns = said[2].split(found.separator or "\t")
        elif said[1].endswith(" column") and said[2].strip().isdigit():
            found.special[int(said[2]) - 1] = said[1].removesuffix(" column").strip()
        found.lines += 1
    return found


def _separator(text: str) -> str:
    """The separator by which most of the first rows have the same number of cells."""
    head = "\n".join(text.split("\n")[:60])
    best, scored = ",", (0.0, 0)
    for separator in _SEPARATORS:
        try:
            widths = [len(cells) for _, cells in _records(head, separator, 0)][:20]
        except ImportRefusedError:
            continue
        if not widths or widths[0] < 2:
            continue
        score = (sum(width == widths[0] for width in widths) / len(widths), min(widths[0], 30))
        if score > scored:
            best, scored = separator, score
    return best


def _records(text: str, separator: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, each with the line where it begins."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line + above, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefusedError(
            f"The table cannot be read from line {line + above} on ({error}). Look for a missing quotation mark there."
        ) from None


def _names(
    header: _Header, cells: Sequence[str], given: Mapping[str, str] | None
) -> tuple[list[str], bool]:
    """Every column's name, and whether they stand in the first row."""
    wanted = {plain_name(name) for name in (given or {}).values()}
    known = meanings(cells)
    row_names = {plain_name(cell) for cell in cells}
    if not header.columns and (("question" in known and len(known) > 1) or wanted & row_names):
        return [cell.strip() or f"column {i}" for i, cell in enumerate(cells, 1)], True
    if header.columns:
        names = [name.strip() for name in header.columns]
        return names + [f"column {i}" for i in range(len(names) + 1, len(cells) + 1)], list(
            cells
        ) == names
    if len(cells) > 2 and not header.lines and not header.special:  # nobody can say which is what
        return [cell.strip() or f"column {i}" for i, cell in enumerate(cells, 1)], True
    names = [header.special.get(i, "") for i in range(len(cells))]
    free = [i for i, name in enumerate(names) if not name]
    for place, name in zip(free, ("question", "answer"), strict=False):
        names[place] = name
    return [name or f"column {i}" for i, name in enumerate(names, 1)], False


def _tags_of_three(body: str, separator: str) -> dict[int, str]:
    """Front, back and tags, as older exports of cards have them: the third column repeats itself."""
    third = [cells[2].strip() for _, cells in _records(body, separator, 0) if len(cells) == 3]
    few = len(third) >= 4 and len(set(third)) <= len(third) // 2
    return {2: "tags"} if few and all(len(text) <= 40 for text in third) else {}


def _options(names: Sequence[str]) -> list[int]:
    """The places of columns that are choices: A to D, or option1 to option4."""
    found = [
        i
        for i, name in enumerate(names)
        if _OPTION.match(plain_name(name)) and len(plain_name(name)) > 0
    ]
    return found if len(found) >= 2 else []


def _take(
    found: Findings,
    cells: Sequence[str],
    places: Mapping[str, int],
    options: Sequence[int],
    line: int,
) -> None:
    fields = {meaning: cells[i] for meaning, i in places.items() if i < len(cells)}
    cloze = _CLOZE.search(fields.get("question", ""))
    if cloze:
        fields["answer"] = whole_cloze(fields["question"])
        fields["question"] = blanked_cloze(fields["question"])
    if fields.get("licence") and not found.licence:
        found.licence = " ".join(fields["licence"].split())[:200]
    rows.take(
        found, fields, line, [cells[i] for i in options if i < len(cells) and cells[i].strip()]
    )


def blanked_cloze(text: str) -> str:
    """A text with its blanks open, a hint in them where there is one."""
    return _CLOZE.sub(lambda m: f"[{m[2] or '...'}]", text)


def whole_cloze(text: str) -> str:
    return _CLOZE.sub(lambda m: m[1], text)


def _merge_points(found: Findings) -> None:
    """Rows of one question, each with another of its points, are one question."""
    merged: dict[str, FoundQuestion] = {}
    kept: list[FoundQuestion] = []
    for question in found.questions:
        first = merged.setdefault(question.prompt, question)
        if first is not question and question.points and first.points:
            first.points += question.points
        else:
            kept.append(question)
    found.questions = kept
