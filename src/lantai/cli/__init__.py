"""The command line: ``lantai COMMAND …``; one module a command, imported only when it is the one that was asked for.

Exit codes: 0 done; 1 something failed or must be done (the message says what); 2 the command or its input cannot be used;
130 interrupted, and resumable.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module

COMMANDS = {
    "demo": "make a library with data in it and serve it",
    "serve": "serve the site, with a worker beside it",
    "worker": "run jobs and keep the search index up to date",
    "import": "take records from files",
    "index": "bring the search index up to date, or rebuild it",
    "train": "learn translations from the library's own records",
    "search": "search as readers do",
    "lexicon": "add dictionaries, wordnets and thesauri, list or remove them",
    "relevance": "try what your library expects of its search",
    "crosslang": "measure how well questions find works in other languages",
    "kbart": "take title lists of providers, check them, write them",
    "harvest": "take records from outside sources, again and again",
    "oaipmh": "ask repositories that speak OAI-PMH, and fetch their records",
    "openness": "say how open works are and why; take in what DOAJ says of journals",
    "publishing": "take in agreements with publishers, their journals, and charges",
    "jats": "show text and figures of articles in JATS",
    "fulltext": "keep files of full texts, fetch those that may be kept",
    "match": "measure how well papers are matched",
    "disciplines": "tell the disciplines of works, and learn to",
    "papers": "make the store that analytics counts in",
    "affiliations": "find the organizations that strings of affiliations name",
    "export": "write records to a file",
    "backup": "write a backup while the library runs",
    "restore": "make a library from a backup",
    "compile": "compile what reads records, so that imports are faster",
    "check": "examine this installation and say what to do",
    "user": "accounts and their roles",
    "key": "keys of programs that ask more often than anybody may",
}
"""What there is, in the order of a first day; the module of each is its name, with an underscore where Python needs one."""

OK, FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


class Refused(Exception):
    """A command cannot go on; the message says what to do, ``code`` is the exit code."""

    def __init__(self, message: str, *, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    overall = overall_parser()
    chosen = overall.parse_args(arguments)
    if chosen.command is None:
        overall.print_help()
        return UNUSABLE
    if chosen.command not in COMMANDS:
        overall.error(f"there is no command {chosen.command!r}; there are: {', '.join(COMMANDS)}")
    module = import_module(f"lantai.cli.{chosen.command}_" if chosen.command == "import" else f"lantai.cli.{chosen.command}")
    parser = argparse.ArgumentParser(prog=f"lantai {chosen.command}", description=module.__doc__, formatter_class=Plain)
    parser.add_argument("--data", metavar="DIR", help="the library's directory; made when absent")
    module.arguments(parser)
    data, rest = directory_in(chosen.rest)
    options = parser.parse_args(rest)
    if data or chosen.data:
        os.environ["LANTAI_DATA"] = os.path.abspath(os.path.expanduser(data or chosen.data))
    return run(module.run, options)


def directory_in(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Take ``--data DIR`` out of the arguments, wherever it stands; commands with commands of their own need not know it."""
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    finder.add_argument("--data")
    found, rest = finder.parse_known_args(arguments)
    return found.data, rest


class Plain(argparse.RawDescriptionHelpFormatter):
    """Show a command's docstring as it is written."""


def overall_parser() -> argparse.ArgumentParser:
    """Return the parser of what stands before the command."""
    from lantai import __version__

    listed = "\n".join(f"  {name:9} {what}" for name, what in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="lantai",
        usage="lantai [--data DIR] COMMAND …",
        description="Lantai (兰台): a university library's records, from its files to its readers.",
        epilog=f"commands:\n{listed}\n\n'lantai COMMAND --help' says more. LANTAI_DATA may name the library's directory too.",
        formatter_class=Plain,
    )
    parser.add_argument("--version", action="version", version=f"lantai {__version__}")
    parser.add_argument("--data", metavar="DIR", help="the library's directory; made when absent")
    parser.add_argument("command", nargs="?", metavar="COMMAND", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def run(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Call a command's ``run``; anticipated refusals and Ctrl-C become a line and an exit code, not a traceback."""
    try:
        return command(options)
    except Refused as refusal:
        sys.stderr.write(f"lantai: {refusal}\n")
        return refusal.code
    except KeyboardInterrupt:
        sys.stderr.write("\nlantai: interrupted; nothing that was finished is lost\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as problem:
        from .problems import explained

        said, code = explained(problem)
        if not said:
            raise
        sys.stderr.write(f"lantai: {said}\n")
        return code
