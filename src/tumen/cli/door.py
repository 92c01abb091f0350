"""The door: finds a command's module when it is called, and turns errors into a line and an exit status."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Final

import click

from tumen.errors import TumenError, WrongUse

_COMMANDS: Final = {
    "check": "checks",
    "extract": "extracts",
    "new": "changes",
    "add": "changes",
    "accept": "changes",
    "reject": "changes",
    "edit": "changes",
    "dismiss": "changes",
    "link": "changes",
    "unlink": "changes",
    "resolve": "changes",
    "reopen": "changes",
    "settle": "changes",
    "unsettle": "changes",
    "claims": "lists",
    "flows": "lists",
    "origins": "lists",
    "history": "lists",
    "diff": "lists",
    "estimate": "estimates",
    "estimates": "estimates",
    "why": "reasons",
    "contradictions": "questions",
    "whatif": "questions",
    "hypotheses": "questions",
    "verify": "upkeep",
    "rebuild": "upkeep",
    "schema": "upkeep",
    "demo": "upkeep",
    "corpus": "corpora",
}

MOST_THREADS: Final = 4
LASTING: Final = 50_000
"""So many objects more than before are made until the collector looks for garbage: a load makes millions that stay."""


class Door(click.Group):
    """The group of all commands; a module is imported when one of its commands is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(importlib.import_module(f"tumen.cli.{module}"), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is no command")
        return command


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="tumen", message="%(version)s")
def tumen() -> None:
    """Who really said it, how much it was, and what an article makes of it.

    \b
    tumen check article.html      what the record says of each figure of an article
    tumen demo                    the shipped case and a sample article, checked
    """


def main() -> None:
    """Run the command line; errors go to standard error in one line.

    Matrix products take up to four threads, unless the environment says otherwise; more hardly help the encoder. Word
    pieces are found in one: the tokenizer's threads would not outlive the parting of processes.
    """
    gc.set_threshold(LASTING)
    os.environ.setdefault("OMP_NUM_THREADS", str(min(MOST_THREADS, os.cpu_count() or 1)))
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        status = tumen.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except WrongUse as problem:
        click.echo(f"tumen: {problem}", err=True)
        sys.exit(2)
    except TumenError as problem:
        click.echo(f"tumen: {problem}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)
