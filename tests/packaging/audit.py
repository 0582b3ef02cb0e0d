"""Are versions with known vulnerabilities pinned? `make audit` asks both lists; the tests the one shipped here.

The public list needs a network. What it could not be asked about counts as a failure: nobody looked.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).parent.parent.parent / "requirements"
LOCK = REQUIREMENTS / "dev.txt"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pinned(lock: str) -> dict[str, str]:
    """The versions in a lock file, by name."""
    return {name.lower(): version for name, version in _PIN.findall(lock)}


def known_bad(lock: str, known: str) -> Iterator[str]:
    """A sentence for each pinned version that the shipped list names."""
    pins = pinned(lock)
    for line in known.splitlines():
        wanted, _, advisory = line.partition("#")
        if wanted.strip():
            bad = Requirement(wanted)
            version = pins.get(bad.name.lower())
            if version is not None and bad.specifier.contains(version, prereleases=True):
                yield f"{bad.name} {version} has a known vulnerability: {advisory.strip()}."


def public(report: str, lock: str) -> Iterator[str]:
    """A sentence for each thing that pip-audit found, and one for all that it could not look up."""
    try:
        found = {one["name"].lower(): one for one in json.loads(report)["dependencies"]}
    except (ValueError, KeyError, TypeError):
        yield "The public list could not be asked: pip-audit gave no report."
        return
    asked = {name for name, one in found.items() if "skip_reason" not in one}
    markers = set(re.findall(r"^([A-Za-z0-9._-]+)==[^\n]*;", lock, re.MULTILINE))
    pins = pinned(lock)
    skipped = [
        name for name in pins if name not in asked and (name in found or name not in markers)
    ]
    if skipped:
        yield f"{len(skipped)} of {len(pins)} versions could not be looked up: {', '.join(skipped)}."
    for name, one in found.items():
        for bad in one.get("vulns", ()):
            yield f"{name} {one['version']} has a known vulnerability: {bad['id']}."


def main() -> int:
    """Print what is wrong, a sentence each; exit 1 where there is any."""
    lock = LOCK.read_text()
    wrong = list(known_bad(lock, (REQUIREMENTS / "known-bad.txt").read_text()))
    command = [sys.argv[1], "--require-hashes", "--disable-pip", "--requirement", str(LOCK)]
    run = subprocess.run(
        [*command, "--format", "json"], capture_output=True, text=True, check=False
    )
    unasked = list(public(run.stdout, lock))
    print(*wrong, *unasked, sep="\n")
    if wrong or unasked:
        print(
            "The audit failed: see above. The public list needs a network that reaches it; see SECURITY.md."
        )
        return 1
    print(f"{len(pinned(lock))} versions looked up, none with a known vulnerability.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
