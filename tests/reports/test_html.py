"""The report as a page: what it says, that nothing breaks out of it, and a real browser's view."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from interviewer.core.grading import Finding, Verdict
from interviewer.core.protocol import Conclude
from interviewer.core.questions import Question, RubricPoint
from interviewer.core.report_builder import compose
from interviewer.core.sheets import Sheet, Turn
from interviewer.reports.html import to_html
from tests.helpers.scripted import MarkExaminer

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)> \x1b[2J \u202e & \"quoted\""
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


def a_report(hostile=""):
    from interviewer.core.plan import Plan

    said = f"The validation score, not the training score. {hostile}"
    question = Question(
        id="regularization",
        topic=f"training {hostile}",
        prompt=f"What is it for? {hostile}",
        reference_answer=f"It serves validation. {hostile}",
        rubric=(
            RubricPoint(
                id="one", weight=3, essential=True, description=f"serves validation {hostile}"
            ),
            RubricPoint(id="two", description="gives sparse weights"),
        ),
    )
    unasked = Question(id="later", prompt="Never asked", reference_answer="A secret")
    found = Finding(point="one", credit=1, quote="validation score", turn=0, start=4, end=20)
    verdict = Verdict(examiner="offline", findings=(found, Finding(point="two", credit=0)))
    sheet = Sheet(question, 1, (Turn(question.prompt, said, verdict=verdict),))
    plan = Plan(
        bank=f"Bank {hostile}", questions=(question, unasked), examiner=MarkExaminer().identity
    )
    closing = Conclude((sheet,)) and f"You named it. {hostile}"
    return compose(plan, (sheet,), closing=closing, started="2026-11-21T18:40:00+01:00")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_it_says_what_the_report_says_with_the_quotes_marked():
    page = to_html(a_report())
    for said in (
        "Grade B, 75 %",
        '<mark class="made">validation score</mark><sup>1</sup>',
        "made, 3 of 3, essential",
        "missed, 0 of 1",
        "It serves validation.",
        "not answered",
    ):
        assert said in page
    assert "A secret" not in page
    assert "Never asked" not in page


def test_nothing_is_fetched_and_nothing_breaks_out():
    tags = Tags()
    tags.feed(to_html(a_report(HOSTILE)))
    plain = Tags()
    plain.feed(to_html(a_report()))
    assert [tag for tag, _ in tags.found] == [tag for tag, _ in plain.found]
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in tags.found}
    links = [attrs["href"] for _, attrs in tags.found if "href" in attrs]
    assert all(link.startswith("#") for link in links)
    assert "\x1b" not in to_html(a_report(HOSTILE))


@pytest.mark.skipif(BROWSER is None, reason="there is no browser")
def test_a_browser_shows_it_and_prints_it(tmp_path):
    page = tmp_path / "report.html"
    page.write_text(to_html(a_report(HOSTILE)), encoding="utf-8")
    words = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}/p",
    ]
    seen = subprocess.run(
        [*words, "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    assert "<title>Bank " in seen, "its title stays its own"
    assert re.search(r"<mark class=\"made\">validation score</mark>", seen)
    printed = tmp_path / "report.pdf"
    subprocess.run(
        [*words, f"--print-to-pdf={printed}", page.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert printed.read_bytes().startswith(b"%PDF")
    assert printed.stat().st_size > 5_000
