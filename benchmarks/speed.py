"""Speed, memory and cost beside their floors: `make bench`.

    python -m benchmarks.speed [--only NAME ...] [--write] [--list]

Every row measures `interviewer` and the least that the same thing can cost in turn, in this one run
on this one machine; what counts is the ratio. `--write` puts the table into docs/performance.md.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import grading, keeping, practising, screens, speaking, starting
from benchmarks.measuring import ROOT, Result, machine

ROWS: dict[str, Callable[[Path], Iterator[Result]]] = {
    "help": starting.help_,
    "plain": starting.plain,
    "screen": starting.screen,
    "sdk": starting.sdk,
    "byte-code": starting.byte_code,
    "bank": starting.bank,
    "install": starting.install,
    "echo": speaking.echo,
    "first-word": speaking.first_word,
    "chunks": speaking.chunks,
    "calls": speaking.calls,
    "long": screens.long,
    "offline": grading.offline,
    "grade": grading.many,
    "served": grading.served,
    "journal": keeping.journal,
    "resume": keeping.resume,
    "practice": practising.choosing,
    "home": practising.opening,
}
MARKS = ("<!-- performance -->", "<!-- /performance -->")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--only", action="append", choices=list(ROWS), help="this row alone")
    parser.add_argument(
        "--write", action="store_true", help="put the table into docs/performance.md"
    )
    how = parser.parse_args(argv)
    if how.write and how.only:
        parser.error("--write needs a whole run")
    results: list[Result] = []
    began = time.perf_counter()
    for name in how.only or ROWS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="interviewer-bench-") as home:
            for result in ROWS[name](Path(home)):
                results.append(result)
                print(f"  {result.what}: {result.got} {_verdict(result)}", file=sys.stderr)
    text = table(results, time.perf_counter() - began)
    print(text)
    if how.write:
        write(ROOT / "docs" / "performance.md", text)
    return 0


def table(results: Sequence[Result], seconds: float) -> str:
    about = f"Measured on {machine()}, by `make bench` in {seconds / 60:.0f} minutes"
    lines = [
        f"{about}: medians (fastest to slowest), both columns in turn.",
        "",
        "| what | beside | interviewer | bar | result |",
        "|---|---|---|---|---|",
    ]
    for r in results:
        result = f"{r.got} {_verdict(r)}".strip()
        lines.append(f"| {r.what} | {r.floor or '-'} | {r.ours} | {r.bar or '-'} | {result} |")
    return "\n".join(lines)


def _verdict(result: Result) -> str:
    return {None: "", True: "**met**", False: "**not met**"}[result.met]


def write(page: Path, text: str) -> None:
    """Put the table between its marks; whatever else the file holds stays as it is."""
    begin, end = MARKS
    old = page.read_text(encoding="utf-8")
    if begin not in old:
        raise SystemExit(f"{page} has no {begin}")
    before, _, after = old.partition(begin)
    inside, mark, behind = after.partition(end)
    rest = behind if mark else inside
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{rest}", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
