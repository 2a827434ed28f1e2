"""The ``kg`` command: the only room that prints, shows progress and exits.

Each command is a module of this package with one public name, ``command``, loaded when it is
asked for, so that ``kg --help`` does not wait for a SHACL engine.

Exit codes as in grep: 0 yes; 1 no (does not conform, no rows, some inputs quarantined); 2 trouble.
"""

import importlib
import logging
from typing import Any

import click

from kg.errors import KgError

COMMANDS = (
    "build",
    "cite",
    "convert",
    "extract",
    "evaluate",
    "fetch",
    "link",
    "new-source",
    "query",
    "serve",
    "train",
    "validate",
)


class Trouble(click.ClickException):
    """One of our own errors, in one line; 1 is kept for 'the answer is no'."""

    exit_code = 2


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kg.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Say our own errors in one line; every other one is our bug and shows its traceback."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise Trouble(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parley-kg")
@click.option("-v", "--verbose", count=True, help="Tell more; repeat for debugging.")
def main(verbose: int) -> None:
    """Make a knowledge graph of archival records of conversations.

    \b
    kg build data/sources -o out          build, validate and publish
    kg query declined-proposals --store out
    """
    level = logging.WARNING - 10 * verbose
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
