"""The options by which a command is told of hand annotations and of the records they are of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

PATH = click.Path(path_type=Path)
Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--gold", type=PATH, required=True, help="Folder of gold files (kg-gold/2)."),
    click.option("--text", type=PATH, help="Folder of the reading texts; by default GOLD/text."),
    click.option(
        "--sources",
        type=PATH,
        multiple=True,
        help="Volume, page or folder the records come from: their markup is used. Repeatable.",
    ),
)


def gold_options(command: Command) -> Command:
    """Give *command* the options ``--gold``, ``--text`` and ``--sources``, in that order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
