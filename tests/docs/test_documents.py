"""The documents lead somewhere: every link to a file or heading, and what they name in the checkout."""

import re
import tokenize
from itertools import pairwise
from pathlib import Path

import pytest

from interviewer.banks.json_bank import parse
from tests.typing.exhaustive import KNOWS

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def anchors(page):
    """The anchors of a page's headings, as forges make them."""
    heads = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    prose = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_of_the_checkout_that_is_named_is_there(page):
    if page.name == "CHANGELOG.md":
        return
    prose = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    for name in re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|md|json|txt|jsonl))`", prose):
        places = (ROOT, ROOT / "interviewer", page.parent, ROOT / "interviewer/examiners/model")
        assert any((place / name).exists() for place in places), name


def test_the_places_that_must_know_a_new_step_are_those_that_mypy_names():
    """`make types` holds that mypy names the files of KNOWS and no others."""
    page = (ROOT / "docs/howto/new-step.md").read_text()
    places = page[page.index("<!-- places -->") : page.index("<!-- /places -->")]
    named = {
        kind: set(re.findall(r"`([\w/]+\.py)`", part))
        for kind, part in re.findall(r"a (step|reply): ((?:[^;.]|\.py)+)", places)
    }
    assert named == KNOWS


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "docs/banks.md"], ids=lambda p: p.name)
def test_the_banks_that_are_shown_are_sound(page):
    for shown in re.findall(r"```json\n(.*?)```", page.read_text(), re.DOTALL):
        _, warnings = parse(shown.encode(), page.name)
        assert not warnings


SLOW_WORDS = re.compile(
    r"\b(?:anew|afresh|amiss|naught|kindred|gone on with|go(?:es)? on with|for ever|so many of|"
    r"(?:is|are|be|was|were) (?:told|heard)|told (?:of|once|how))\b",
    re.IGNORECASE,
)
"""Words over which a reader slows down whose third language is English; docs/glossary.md has ours."""

PATTERNS_OF_WORDS = {"wishes.py", "pretence_rules.py", "word_forms.py", "stems.py", "duplicates.py"}
"""Files whose strings are what other people say."""


def prose(path):
    """The comments and strings of a Python file; all of any other."""
    if path.suffix != ".py":
        return path.read_text()
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return "\n".join(t.string for t in tokens if t.type in (tokenize.STRING, tokenize.COMMENT))


def test_words_are_those_that_a_reader_knows_at_once():
    code = (path for path in ROOT.glob("interviewer/**/*.py") if path.name not in PATTERNS_OF_WORDS)
    found = {
        str(path.relative_to(ROOT)): words
        for path in (*PAGES, *code)
        if (words := sorted(set(SLOW_WORDS.findall(prose(path)))))
    }
    assert not found, "say it plainly: again, wrong, related, continue, forever, shown"


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_bytes()) < 8_500


# -- what the code's comments name ------------------------------------------------------------------

NAMED = re.compile(r"(?<![\w/.<>{}*$~:-])((?:[\w-]+/)*[\w-]+\.(?:py|md))\b")
NOT_OURS = {"CODE_OF_CONDUCT.md", "link.md"}
"""Names of files in other people's repositories."""
CODE = sorted(
    [
        *(
            path
            for folder in ("interviewer", "benchmarks", "docs", "tests/helpers")
            for path in (ROOT / folder).rglob("*.py")
        ),
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
    ]
)


def known_ends() -> set[str]:
    """Every way to name a file of the checkout by the end of its path."""
    tops = ("interviewer", "tests", "benchmarks", "docs", "prompts", "requirements")
    paths = [*ROOT.glob("*.md"), *(path for top in tops for path in (ROOT / top).rglob("*.*"))]
    parts = [path.relative_to(ROOT).parts for path in paths]
    return {"/".join(part[at:]) for part in parts for at in range(len(part))}


ENDS = known_ends()


def remarks(path: Path) -> str:
    """The comments and docstrings of a file of code; the whole of any other."""
    if path.suffix != ".py":
        return path.read_text()
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    said = [token.string for token in tokens if token.type == tokenize.COMMENT]
    said += [
        token.string
        for before, token in pairwise(tokens)
        if token.type == tokenize.STRING
        and before.type in {tokenize.ENCODING, tokenize.NEWLINE, tokenize.INDENT, tokenize.NL}
    ]
    return "\n".join(said)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_comment_names_is_there(path):
    assert set(NAMED.findall(remarks(path))) - ENDS - NOT_OURS == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page):
    if page.name == "CHANGELOG.md":  # it tells what was
        return
    prose = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    assert set(NAMED.findall(prose)) - ENDS - NOT_OURS == set()
