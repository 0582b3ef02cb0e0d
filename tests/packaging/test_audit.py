"""No version with a vulnerability that is known here is pinned; an audit that skipped something fails."""

import json

import pytest

from tests.packaging.audit import LOCK, REQUIREMENTS, known_bad, pinned, public

KNOWN = (REQUIREMENTS / "known-bad.txt").read_text()
LOCKED = "aiohttp==3.9.0 \\\n    --hash=sha256:ab\nwin==1.0 ; sys_platform == 'win32' \\\nIdna==3.20 \\\n"


def test_the_lock_file_pins_nothing_that_is_known_to_be_bad():
    assert len(pinned(LOCK.read_text())) > 40
    assert list(known_bad(LOCK.read_text(), KNOWN)) == []


@pytest.mark.parametrize("version", ["3.6", "3.0rc1", "2.10"])
def test_a_bad_version_is_named_with_its_advisory(version):
    (said,) = known_bad(f"idna=={version} \\\n", KNOWN)
    assert said == f"idna {version} has a known vulnerability: CVE-2024-3651."


def test_every_name_of_the_list_is_pinned():
    names = {line.split("<")[0] for line in KNOWN.splitlines() if not line.startswith("#")}
    assert names <= pinned(LOCK.read_text()).keys()


def report(*dependencies):
    return json.dumps({"dependencies": dependencies})


AIOHTTP = {"name": "aiohttp", "version": "3.9.0", "vulns": []}
IDNA = {"name": "idna", "version": "3.20", "vulns": []}


def test_a_whole_audit_says_nothing():
    assert list(public(report(AIOHTTP, IDNA), LOCKED)) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            report(AIOHTTP, {"name": "idna", "skip_reason": "no network"}),
            "1 of 3 versions could not be looked up: idna.",
        ),
        (report(AIOHTTP), "1 of 3 versions could not be looked up: idna."),
        (
            report({**AIOHTTP, "vulns": [{"id": "PYSEC-1"}]}, IDNA),
            "aiohttp 3.9.0 has a known vulnerability: PYSEC-1.",
        ),
        ("", "The public list could not be asked: pip-audit gave no report."),
        ("[]", "The public list could not be asked: pip-audit gave no report."),
    ],
)
def test_what_was_skipped_is_a_failure(told, said):
    assert list(public(told, LOCKED)) == [said]
