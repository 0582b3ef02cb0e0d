"""Ways to spoil a file: what editors, transfers and attackers do to one."""

import json
import random

STRINGS = (
    "", " ", "\x00", "\x1b[2J\x1b]52;c;eA==\x07", "\u202e", "\ud800", "\ufeff", "[/b]{x}%s$n</answer>",
    "a" * 300, "\u2028\x85", "\U000e0041", "../../etc/passwd", "NaN", "1e999", "--help", "{{}}",
    "\U0001f468\u200d\U0001f469", "# x\n<script>", "\r\n", "e\u0301" * 50,
)  # fmt: skip

TOKENS = (
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u0000", b"\\ud800", b"NaN", b"1e999", b"-0",
    b"9" * 5000, b"null", b"true", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\x1b[2J", b"\xc3",
    b"[" * 2000, b'{"a":' * 2000, b'"id":', b'"weight":0,', b'"questions":[]', b"//", b"0x1", b"'",
    b"=", b"\n[", b"]\n", b'"""', b"\xed\xa0\x80",
)  # fmt: skip


def spoiled(raw: bytes, rng: random.Random) -> bytes:
    """One to four changes of the bytes: flips, cuts, splices, doublings, tokens put in."""
    data = bytearray(raw)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        at = rng.randrange(len(data) + 1)
        end = min(at + rng.choice((1, 2, 8, 64, 1000)), len(data))
        kind = rng.randrange(6)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            del data[at:]
        elif kind == 3:
            there = rng.randrange(len(data) + 1)
            data[there:there] = data[at:end]
        elif kind == 4:
            data[at:at] = rng.choice(TOKENS)
        else:
            data[at:end] = rng.choice(TOKENS)
    return bytes(data)


def value(rng: random.Random, depth: int = 0):
    """Any JSON value, often of a type that does not belong where it is put."""
    kind = rng.randrange(9 if depth < 3 else 6)
    if kind < 2:
        return rng.choice(STRINGS)
    if kind < 5:
        numbers = (0, -1, 1, 0.5, 1e308, 10**400, -0.0, 2**63, True, False, None, 1e-320)
        return rng.choice(numbers)
    if kind == 5:
        return nested(rng)
    if kind == 6:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {rng.choice((*STRINGS, "id", "prompt", "rubric")): value(rng, depth + 1) for _ in "ab"}


def nested(rng: random.Random):
    """Something deep, as far as this process can build it."""
    found = []
    for _ in range(rng.choice((2, 20, 300))):
        found = [found] if rng.random() < 0.5 else {"a": found}
    return found


def retyped(data, rng: random.Random):
    """One or two values somewhere in the tree replaced, renamed, doubled or taken away."""
    data = json.loads(json.dumps(data))
    for _ in range(rng.choice((1, 1, 2))):
        places = list(_places(data))
        parent, key = rng.choice(places)
        kind = rng.randrange(5)
        if kind == 0:
            del parent[key]
        elif kind == 1 and isinstance(parent, list):
            parent.insert(key, parent[rng.randrange(len(parent))])
        elif kind == 2 and isinstance(parent, dict):
            parent[rng.choice((str(key)[:-1], *STRINGS))] = parent.pop(key)
        else:
            parent[key] = value(rng)
        if not list(_places(data)):
            break
    return data


def _places(data):
    if isinstance(data, dict | list):
        inside = data.items() if isinstance(data, dict) else enumerate(data)
        for key, item in inside:
            yield data, key
            yield from _places(item)
