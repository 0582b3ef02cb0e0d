"""Many seeds, several at a time: two lives each in a home of its own, and everything checked."""

import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.chaos import check, scene
from tests.chaos.play import Player
from tests.chaos.server import Moody
from tests.helpers.model_server import in_thread


def one(seed: int, url: str, keep: str = "") -> tuple[list[str], Counter]:
    """Return the violations and what was done. The same seed types the same keys."""
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix=f"chaos-{seed}-"))
    home = folder / "home"
    found: list[str] = []
    counts: Counter = Counter()
    try:
        stage = scene.make(rng, folder, url)
        words = stage.start
        for life in range(rng.choice([1, 1, 2])):
            if life and unfinished(home):
                words = stage.resume
            lived = Player(rng, stage, home, words).play()
            counts["lives"] += 1
            counts[f"ended with {lived.status}"] += 1
            counts["half-typed texts"] += bool(lived.half)
            wrong = check.ended(lived, home)
            last = life or rng.random() < 0.5 or not unfinished(home)
            if wrong or last:
                wrong += check.stored(lived, home)
            if wrong:
                how = " ".join(map(str, words[1:]))
                found = [f"{seed}: {'; '.join(wrong)}", f"    [{how}] {' '.join(lived.done[-9:])}"]
                if keep:
                    keep_evidence(Path(keep) / str(seed), found, lived.output, home)
                break
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found, counts


def keep_evidence(folder: Path, found: list[str], output: bytes, home: Path) -> None:
    """What went wrong, what the terminal was sent, and the home as it was left."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "broken.txt").write_text("\n".join(found) + "\n")
    (folder / "terminal.out").write_bytes(output)
    if home.exists():
        shutil.copytree(home, folder / "home", dirs_exist_ok=True)


def unfinished(home: Path) -> bool:
    from interviewer.storage.session_store import SessionStore

    return (home / "sessions").exists() and bool(SessionStore(home).newest_unfinished())


def many(
    seeds: Iterable[int], lanes: int = 0, keep: str = ""
) -> Iterator[tuple[list[str], Counter]]:
    """What `one` finds for each seed, as it comes."""
    with (
        in_thread(Moody().server()) as server,
        ProcessPoolExecutor(lanes or os.cpu_count() or 2, get_context("spawn")) as pool,
    ):
        url = server.url.removesuffix("/v1")
        for task in [pool.submit(one, seed, url, keep) for seed in seeds]:
            yield task.result()
