"""The report as one page for a browser: nothing is fetched, nothing runs, and it prints well.

All text from outside is escaped; quotes are marked in the answers by the same offsets as on the
screen. The page forbids itself to load anything (Content-Security-Policy).
"""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from interviewer import __version__
from interviewer.core.report import QuestionReport, Report
from interviewer.core.text import inert, one_line
from interviewer.reports import facts

_STYLE = """
:root { color-scheme: light dark; --ink: #262b33; --soft: #666d78; --paper: #fbfaf7; --line: #d9d5cb;
  --made: #2f7a36; --aided: #0e7386; --missed: #b42b2f; --undecided: #966200; --accent: #2c5aa8; }
@media (prefers-color-scheme: dark) { :root { --ink: #d9dfe8; --soft: #98a2b1; --paper: #12161d;
  --line: #2e3745; --made: #86c67c; --aided: #58b7c4; --missed: #ec7a7f; --undecided: #e2b04a;
  --accent: #7da6e8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: .95rem; margin: 1.25rem 0 .25rem; color: var(--soft); }
.grade { font-size: 1.6rem; font-weight: 700; color: var(--accent); margin: 1rem 0 0; }
.soft { color: var(--soft); } .answer, .asked { white-space: pre-wrap; }
.answer { border-left: 3px solid var(--line); padding-left: .9rem; margin: .25rem 0 .75rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .25rem .5rem .25rem 0;
  border-bottom: 1px solid var(--line); } a { color: var(--accent); } td.number, th.number { text-align: right; white-space: nowrap; }
ul.points { list-style: none; padding: 0; } ul.points li { margin: .5rem 0; padding-left: 1.6rem; text-indent: -1.6rem; }
ul.points li > * { text-indent: 0; } .sign { display: inline-block; width: 1.6rem; font-weight: 700; }
mark { background: none; color: inherit; border-bottom: 2px solid; } sup { color: var(--soft); }
.made { color: var(--made); } .aided { color: var(--aided); } .missed { color: var(--missed); }
.undecided { color: var(--undecided); } mark.made, mark.aided, mark.undecided, mark.missed { font-weight: 600; }
blockquote { margin: .15rem 0 0; color: var(--soft); font-style: italic; }
details { margin: .75rem 0; } summary { cursor: pointer; color: var(--accent); }
section { break-inside: auto; } h2, h3 { break-after: avoid; }
@media print { :root { --paper: #fff; --ink: #000; } body { max-width: none; padding: 0; font-size: 10.5pt; }
  details > :not(summary) { display: block; } summary { list-style: none; color: inherit; font-weight: 600; } }
"""


def to_html(report: Report) -> str:
    """Render a report as a whole page."""
    return "\n".join(_page(report)) + "\n"


def _text(said: str) -> str:
    return escape(inert(said), quote=True)


def _line(said: str) -> str:
    return escape(one_line(said), quote=True)


def _page(report: Report) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="interviewer {__version__}">'
    yield f"<title>{_line(report.bank)}: interview report</title>"
    yield f"<style>{_STYLE}</style></head><body>"
    yield f"<h1>{_line(report.bank)}</h1>"
    yield f'<p class="soft">{_line(facts.minute(report.started))}, {_line(facts.standing(report))}</p>'
    yield f'<p class="grade">{_line(facts.sentence(facts.headline(report)))}</p>'
    if report.score is not None:
        yield f"<p>Unaided {_line(facts.percent(report.unaided_score))}</p>"
    yield f'<p class="soft">{_line(facts.graded_by(report))}</p>'
    yield from _table(report)
    if report.study:
        yield "<h2>To study next</h2><ul>"
        yield from (f"<li>{_line(line)}</li>" for line in report.study)
        yield "</ul>"
    if report.closing.strip():
        yield "<h2>In closing</h2>"
        yield from (f"<p>{_text(part)}</p>" for part in report.closing.strip().split("\n\n"))
    for number, question in enumerate(report.questions, 1):
        if question.status != "unasked":
            yield from _question(number, question)
    yield "</body></html>"


def _table(report: Report) -> Iterator[str]:
    yield '<table><thead><tr><th>Question</th><th>Topic</th><th class="number">Result</th><th class="number">Unaided</th></tr></thead><tbody>'
    for number, question in enumerate(report.questions, 1):
        name = _line(facts.name(question))
        link = f'<a href="#question-{number}">{name}</a>' if question.status != "unasked" else name
        yield (
            f"<tr><td>{number}. {link}</td><td>{_line(question.topic)}</td>"
            f'<td class="number">{_line(facts.outcome(question))}</td>'
            f'<td class="number">{_line(facts.percent(question.unaided_score))}</td></tr>'
        )
    yield "</tbody></table>"


def _question(number: int, question: QuestionReport) -> Iterator[str]:
    yield f'<section id="question-{number}"><h2>{number}. {_line(facts.name(question))}</h2>'
    parts = (facts.outcome(question), facts.unaided(question), facts.predicted(question))
    yield f"<p><strong>{_line(', '.join(part for part in parts if part))}</strong></p>"
    if question.reason:
        yield f'<p class="undecided">{_line(question.reason)}</p>'
    yield from _conversation(question)
    yield from _points(question)
    if question.reference_answer:
        yield "<details open><summary>Reference answer</summary>"
        yield f'<p class="asked">{_text(question.reference_answer)}</p></details>'
    yield "</section>"


def _conversation(question: QuestionReport) -> Iterator[str]:
    """All that was said, in its order."""
    for said in question.said:
        yield f"<h3>{_line(facts.speaker(said))}</h3>"
        if said.kind == "answer" and said.turn is not None:
            yield f'<div class="answer">{_answer(question, said.turn)}</div>'
        elif said.kind in ("answer", "question back"):
            yield f'<div class="answer">{_text(said.text)}</div>'
        else:
            yield f'<p class="asked">{_text(said.text)}</p>'
    if facts.left_unanswered(question):
        yield '<h3>You</h3><p class="soft">(no answer)</p>'


def _points(question: QuestionReport) -> Iterator[str]:
    if not question.points:
        return
    yield '<h3>Points</h3><ul class="points">'
    for number, point in enumerate(question.points, 1):
        fact = facts.point_facts(question, point)
        yield (
            f'<li><span class="sign {fact.mark}">{escape(facts.SIGNS[fact.mark])}</span>'
            f"{number}. {escape(fact.description)} "
            f'<span class="soft">({escape(fact.outcome)})</span>'
        )
        if fact.quote is not None:
            yield f"<blockquote>\u201c{escape(fact.quote)}\u201d ({escape(fact.when)})</blockquote>"
        if fact.mark == "undecided" and fact.note:
            yield f'<p class="soft">{escape(fact.note)}</p>'
        yield "</li>"
    for belief in question.misconceptions:
        yield f'<li><span class="sign missed">!</span>worth another look: {_line(belief.description)}'
        yield f"<blockquote>\u201c{_line(belief.quote)}\u201d</blockquote></li>"
    yield "</ul>"


def _answer(question: QuestionReport, turn: int) -> str:
    """An answer with its quotes marked, each with the number of the point that it shows."""
    raw = question.turns[turn].answer
    quotes = [
        (point.start, point.end, number, facts.point_facts(question, point).mark)
        for number, point in enumerate(question.points, 1)
        if point.turn == turn and point.quote and point.start is not None and point.end is not None
    ]
    cuts = sorted({0, len(raw), *(at for start, end, _, _ in quotes for at in (start, end))})
    parts = []
    for start, end in pairwise(cuts):
        marks = [mark for first, last, _, mark in quotes if first <= start and end <= last]
        piece = _text(raw[start:end])
        parts.append(f'<mark class="{marks[0]}">{piece}</mark>' if marks else piece)
        parts += [f"<sup>{number}</sup>" for _, last, number, _ in quotes if last == end]
    return "".join(parts)
