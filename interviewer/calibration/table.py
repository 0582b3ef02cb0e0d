"""The figures of `calibrate` as a page that a person can read; every foreign text made inert."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interviewer.core.text import counted, one_line

WIDTH = 100

_ROWS = (
    ("pearson", "Pearson"),
    ("spearman", "Spearman"),
    ("pearson_within_question", "Pearson within question"),
    ("partial_pearson_length", "Pearson given answer length"),
    ("qwk", "quadratic weighted kappa"),
    ("macro_f1", "2-way macro F1"),
    ("rmse", "RMSE (0 is best)"),
)
_POINT_ROWS = (
    ("precision", "precision"),
    ("recall", "recall"),
    ("f1", "F1"),
    ("kappa", "Cohen's kappa"),
    ("macro_f1", "macro F1"),
    ("agreement", "agreement"),
)


def table(found: Mapping[str, Any]) -> str:
    """Lay out what `calibrate.measure` found."""
    return "\n".join(_lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    examiner, bank = found["examiner"], found["bank"]
    yield f"{_name(examiner['name'])} (version {_name(examiner['version'])}) on {_name(bank['title'])}"
    yield (
        f"{counted(found['n'], 'answer')} to {counted(found['questions'], 'question')}, "
        f"{found['abstained']:,} not graded"
    )
    yield f"intervals: {found['intervals']}"
    yield ""
    yield f"{'score against people':30}{'examiner':>24}{'answer length alone':>26}"
    for key, name in _ROWS:
        length = found["length_baseline"].get(key)
        yield f"{name:30}{_figure(found[key]):>24}{'' if length is None else _figure(length):>26}".rstrip()
    if found["points"] is not None:
        yield from _points(found["points"])
    if found["readers"]:
        yield from _readers(found["readers"])
    yield from _worst_points(found["worst_points"])
    yield from _worst_answers(found["worst_answers"])


def _points(points: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"points: {points['n']:,} decisions of people, {points['abstained']:,} left undecided"
    for key, name in _POINT_ROWS:
        yield f"{name:30}{_figure(points[key]):>24}"


def _readers(pairs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield ""
    yield f"{'who with whom':30}{'Pearson':>22}{'points agreed on':>22}{'points, kappa':>22}"
    for pair in pairs:
        points = pair["points"] or {}
        names = f"{_name(pair['pair'][0])} and {_name(pair['pair'][1])}"
        yield (
            f"{names:30}{_figure(pair['pearson']):>22}{_figure(points.get('agreement')):>22}"
            f"{_figure(points.get('kappa')):>22}"
        )


def _worst_points(worst: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not worst:
        return
    yield ""
    yield "points that differ most: made for the examiner alone, for people alone, both, neither"
    for row in worst:
        where = f"{_name(row['question_id'])}, {_name(row['point'])}"
        counts = [row[key] for key in ("examiner_only", "people_only", "both", "neither")]
        yield "".join(f"{count:5}" for count in counts) + f"  {where}"
        yield f"{'':22}{one_line(row['description'], WIDTH - 22)}"


def _worst_answers(worst: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not worst:
        return
    yield ""
    yield "answers that differ most"
    for row in worst:
        yield (
            f"  people {row['human']:.2f}, examiner {row['examiner']:.2f}: "
            f"{_name(row['question_id'])}"
        )
        differ = [
            _point(point) for point in row["points"] if point["examiner"] not in point["human"]
        ]
        if differ:
            yield from textwrap.wrap(
                "; ".join(differ), WIDTH, initial_indent="    ", subsequent_indent="    "
            )
        yield from textwrap.wrap(
            one_line(row["answer"], 600), WIDTH, initial_indent="    | ", subsequent_indent="    | "
        )


def _point(point: Mapping[str, Any]) -> str:
    said = {True: "made", False: "missed", None: "undecided"}
    people = "/".join(said[label] for label in dict.fromkeys(point["human"]))
    return f"{_name(point['id'])}: people {people}, examiner {said[point['examiner']]}"


def _name(text: str) -> str:
    return one_line(text, 60)


def _figure(figure: Mapping[str, float | None] | None) -> str:
    """Such as "0.62 (0.55 to 0.68)"; a dash where it is not defined."""
    if figure is None or figure["value"] is None:
        return "-"
    if figure["low"] is None or figure["high"] is None:
        return f"{figure['value']:.2f}"
    return f"{figure['value']:.2f} ({figure['low']:.2f} to {figure['high']:.2f})"
