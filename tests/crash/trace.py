"""A recorded trace of what storage asked of the disk, and every state that a power cut could leave.

What a disk owes: bytes after their file was synced, names after their folder was. Everything else may
be there, be missing, or, the write that was under way, be there in part.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

State = dict[str, bytes | None]
"""Relative paths with what is in them; None for a folder."""


@dataclass(slots=True)
class Op:
    """One thing asked of the disk, or ("said", ...) something that was acknowledged by then."""

    kind: str
    path: str = ""
    inode: int = 0
    data: bytes = b""
    at: int = 0
    """Where a write begins; the size a truncation leaves."""
    said: tuple = ()


@dataclass
class Recorder:
    """Stands in for the disk (see doubles.py), does what is asked, and writes it down."""

    home: Path
    ops: list[Op] = field(default_factory=list)
    fail_next: str = ""
    """Fails once: "short" a write takes half, "sync" a sync fails."""
    _files: dict[int, tuple[str, int]] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)

    def say(self, *words) -> None:
        self.ops.append(Op("said", said=words))

    def _name(self, path) -> str:
        return os.path.relpath(path, self.home)

    def _note(self, kind, fd, **more) -> None:
        path, inode = self._files[fd]
        self.ops.append(Op(kind, path, inode, **more))

    def call(self, name, real, *arguments):
        first = arguments[0]
        if name in ("create", "open_to_append"):
            fd = real(first)
            if name == "create":  # the disk gives a removed file's number to the next
                self._numbers[os.fstat(fd).st_ino] = len(self.ops) + 1
            self._files[fd] = (self._name(first), self._numbers[os.fstat(fd).st_ino])
            if name == "create":
                self._note("create", fd)
            return fd
        if name == "write":
            return self._write(real, *arguments)
        if name == "sync_data" and self.fail_next == "sync":
            self.fail_next = ""
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        moved = name in ("remove", "replace")
        inode = self._numbers[first.stat().st_ino] if moved else 0
        done = real(*arguments)
        if name == "sync_data":
            self._note("sync_data", first)
        elif name == "truncate":
            self._note("truncate", first, at=arguments[1])
        elif name == "replace":
            names = (self._name(first), self._name(arguments[1]))
            self.ops.append(Op("replace", inode=inode, said=names))
        else:
            self.ops.append(Op(name, self._name(first), inode))
        return done

    def _write(self, real, fd, data):
        at = os.fstat(fd).st_size
        if self.fail_next == "short":
            self.fail_next = ""
            data = data[: len(data) // 2]
        written = real(fd, data)
        self._note("write", fd, data=data[:written], at=at)
        return written


def _durable(ops: list[Op]) -> list[bool]:
    """Which of them a power cut after the last can no longer undo."""
    safe, synced_files, synced_folders = [], set(), set()
    for op in reversed(ops):
        match op.kind:
            case "sync_data":
                synced_files.add(op.inode)
                safe.append(True)
            case "sync_folder":
                synced_folders.add(op.path)
                safe.append(True)
            case "write" | "truncate":
                safe.append(op.inode in synced_files)
            case "said":
                safe.append(True)
            case _:
                name = op.said[1] if op.kind == "replace" else op.path
                safe.append(_folder(name) in synced_folders)
    return safe[::-1]


def states(ops: list[Op]) -> Iterator[tuple[int, str, State]]:
    """Yield every state: how many ops had been asked, what is special about it, the files."""
    for length in range(len(ops) + 1):
        asked = ops[:length]
        yield length, "prefix", apply(asked)
        safe = _durable(asked)
        loose = [i for i, kept in enumerate(safe) if not kept]
        if loose:
            yield length, "all unsynced dropped", apply(asked, dropped=set(loose))
        for i in loose:
            yield length, "one unsynced dropped", apply(asked, dropped={i})
            if asked[i].kind == "write":
                size = len(asked[i].data)
                half = asked[i].data[size // 2 :]
                yield length, "zeros for bytes", apply(asked, instead={i: bytes(size)})
                holed = bytes(size - len(half)) + half
                yield length, "zeros for bytes", apply(asked, instead={i: holed})
        if asked and asked[-1].kind == "write":
            data = asked[-1].data
            for cut in range(len(data)):
                yield length, "last write cut", apply(asked, instead={length - 1: data[:cut]})


def apply(
    ops: list[Op], dropped: Iterable[int] = (), instead: dict[int, bytes] | None = None
) -> State:
    """The files that these ops make, without the dropped ones, with other bytes for some."""
    names: dict[str, int] = {}
    folders: set[str] = {"."}
    held: dict[int, bytearray] = {}
    for i, op in enumerate(ops):
        if i in dropped:
            continue
        if op.kind in ("write", "truncate"):
            _change(held.setdefault(op.inode, bytearray()), op, (instead or {}).get(i, op.data))
        elif op.kind == "make_folder":
            folders.add(op.path)
        elif op.kind == "create":
            names[op.path] = op.inode
        elif op.kind == "replace":
            names.pop(op.said[0], None)
            names[op.said[1]] = op.inode
        elif op.kind == "remove":
            names.pop(op.path, None)
    state: State = {folder: None for folder in folders if _reachable(folder, folders)}
    for path, inode in names.items():
        if _reachable(_folder(path), folders):
            state[path] = bytes(held.get(inode, b""))
    return state


def _change(held: bytearray, op: Op, data: bytes) -> None:
    if op.kind == "truncate":
        del held[op.at :]
        return
    held.extend(bytes(max(op.at - len(held), 0)))
    held[op.at : op.at + len(data)] = data


def _reachable(folder: str, folders: set[str]) -> bool:
    while folder != ".":
        if folder not in folders:
            return False
        folder = _folder(folder)
    return True


def _folder(path: str) -> str:
    return str(Path(path).parent)
