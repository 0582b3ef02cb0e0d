"""Run every test of a fault and print the table: id, fault, result. Exit 1 unless all passed.

The results are those of this very run; a row that no test speaks of is MISSING.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.faults.rows import ROWS, rows_in

TESTS = Path(__file__).parent.parent


class Table:
    """A pytest plugin: keeps the tests of faults, and remembers how each row fared."""

    def __init__(self) -> None:
        self.rows_of: dict[str, set[str]] = {}
        self.outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self.broken: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items) -> None:
        for item in items:
            marked = {row for mark in item.iter_markers("fault") for row in mark.args}
            if not marked <= ROWS.keys():
                raise pytest.UsageError(f"{item.nodeid}: no such row: {marked - ROWS.keys()}")
            self.rows_of[item.nodeid] = marked | rows_in(item.name)
        others = [item for item in items if not self.rows_of[item.nodeid]]
        items[:] = [item for item in items if self.rows_of[item.nodeid]]
        config.hook.pytest_deselected(items=others)

    def pytest_collectreport(self, report) -> None:
        if report.failed:
            self.broken.append(report.nodeid)

    def pytest_runtest_logreport(self, report) -> None:
        if report.when == "call" or report.outcome != "passed":
            for row in self.rows_of[report.nodeid]:
                self.outcomes[row][report.outcome] += 1

    def result(self, row: str) -> str:
        """What came of a row: every one of its tests must pass, and there must be one."""
        found = self.outcomes[row]
        if found["failed"]:
            return f"FAILED ({found['failed']} of {found.total()})"
        if found["passed"]:
            return f"passed ({found['passed']})"
        return "SKIPPED" if found else "MISSING"


def main(words: list[str]) -> int:
    """Print the table; `words` go to pytest."""
    table = Table()
    status = pytest.main([str(TESTS), "-p", "no:cacheprovider", *words], plugins=[table])
    print(f"\n{'id':4} {'fault':80} result (tests)")
    results = {row: table.result(row) for row in ROWS}
    for row, fault in ROWS.items():
        print(f"{row:4} {fault:80} {results[row]}")
    passed = sum(result.startswith("passed") for result in results.values())
    print(f"\n{passed} of {len(ROWS)} rows passed.")
    for name in table.broken:
        print(f"not collected: {name}")
    return 0 if passed == len(ROWS) and status == pytest.ExitCode.OK else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
