"""Values and flags that several commands take."""

import argparse
from collections.abc import Callable


def whole(lowest: int, highest: int = 1_000_000) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not lowest <= int(text[:9]) <= highest:
            raise argparse.ArgumentTypeError(
                f"{text!r} is not a whole number from {lowest} to {highest}"
            )
        return int(text)

    return number


def minutes(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes up to 600")
    return value


def bank(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "bank",
        nargs="?",
        metavar="BANK",
        help="a name of `interviewer bank list`, or a file; default: ml-fundamentals",
    )


def examiner(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("who grades (flags > environment > config.toml)")
    group.add_argument(
        "--offline", action="store_true", help="no network at all: the built-in examiner"
    )
    group.add_argument("--model", metavar="NAME", help="the model's name at its server")
    group.add_argument(
        "--best",
        action="store_true",
        help="the model and the built-in rules together: each point goes to whoever is surer",
    )
    group.add_argument(
        "--base-url", metavar="URL", help="an OpenAI-compatible API, usually ending in /v1"
    )
    group.add_argument(
        "--key-file",
        metavar="PATH",
        help="a file that holds the API key; no flag takes the key itself",
    )
    group.add_argument(
        "--provider",
        metavar="NAME",
        help="preset: openai, openrouter, ollama, llama.cpp, lmstudio, vllm",
    )


def json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def session(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "session",
        nargs="?",
        default="latest",
        metavar="SESSION",
        help="an id from `interviewer sessions`; default: the newest",
    )


def without_offline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--without-offline",
        action="store_true",
        help="leave out what the built-in examiner judged: count a model's verdicts alone",
    )


def plain(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--plain", action="store_true", help="line mode: no full screen, no escape codes"
    )


def transcript(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--transcript",
        metavar="PATH",
        help="Markdown file or folder; default: transcripts/ in the home",
    )
