"""Find what is shipped beside the code: `prompts/`, `questions.json` and `banks/`.

They stand at the top of the project so that people find and edit them. A wheel carries copies inside
the package. A checkout, and an editable install of one, must use the checkout's own files even
though an editable install also puts copies into site-packages: so the place of this very file
decides, and the shipped copies only serve where there is no checkout round it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "questions.json").is_file():
        return checkout
    return _PACKAGE / "_shipped"


def default_bank() -> Path:
    """The path of the first bank, machine learning."""
    return _root() / "questions.json"


FIRST_BANK = "ml-fundamentals"
"""The bank that is asked where none is named."""


def banks() -> dict[str, Path]:
    """Every shipped bank's path by its name, the first bank first."""
    others = sorted((_root() / "banks").glob("*.json"))
    return {FIRST_BANK: default_bank(), **{path.stem: path for path in others}}


def prompts(manner: str = "") -> dict[str, str]:
    """Every prompt's text by its file name without `.md`. `manner` is a persona's text."""
    folder = _root() / "prompts"
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    if manner and "interviewer" in found:
        found["interviewer"] = (
            f"{found['interviewer'].rstrip()}\n\n# Your manner\n\n{manner.strip()}\n"
        )
    return found


def personas() -> dict[str, Path]:
    """Every shipped persona's file by its name."""
    folder = _root() / "prompts" / "personas"
    return {path.stem: path for path in sorted(folder.glob("*.md"))}


def exam() -> Path:
    """The labelled answers of the exam that examiners can be put through; may be missing."""
    root = _root()
    checkout = root / "calibration" / "exam.jsonl"
    return checkout if checkout.exists() else root / "exam.jsonl"


def drafting_prompts() -> dict[str, str]:
    """What is said to a model that drafts questions, by file name without `.md`."""
    folder = _root() / "prompts" / "drafting"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def completion(shell: str) -> Path:
    """The path of a shell's completions."""
    return _PACKAGE / "generated" / f"interviewer.{shell}"


def agreement() -> Path:
    """The path of the shipped figures on how far examiners agree with people; may be missing."""
    return _root() / "agreement.json"
