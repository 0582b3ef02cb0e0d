"""What other installed packages add to the program, by their entry points."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def added(group: str, name: str | None = None) -> "tuple[EntryPoint, ...]":
    """The entry points of a group, or those of that name in it; none of them is loaded yet."""
    from importlib.metadata import entry_points

    return tuple(
        entry_points(group=group) if name is None else entry_points(group=group, name=name)
    )
