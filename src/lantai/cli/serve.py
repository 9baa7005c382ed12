"""Serve the site, with a worker beside it, until Ctrl-C or SIGTERM.

For readers on other machines, put a web server with a certificate in front and name the address: docs/operate/install.md.
"""

import argparse
import hashlib
import http.client
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lantai.cli import OK, UNUSABLE, Refused

from .listening import hand_on, listening, tell_manager
from .output import result, say
from .start import alone, library_ready
from .supervisor import Child, Supervisor

THREADS = 4
"""Threads a web process: as many requests may wait for something or for slow lines; of those that are drawn see site/turns.py."""


EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 only named here, to tell a reachable address
MEMORY = "/dev/shm"  # noqa: S108 where signs of life do not wait for a disk


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen at (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port to listen at (default: 8000)")
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, metavar="N", help="web processes (default: the cores)"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="the site alone; the worker is a service of its own: lantai worker"
    )


def run(options: argparse.Namespace) -> int:
    """Bring the library up to date, then keep its processes running."""
    directory = library_ready()
    return serve(directory, host=options.host, port=options.port, processes=options.processes, with_worker=not options.no_worker)


def serve(directory: Path, *, host: str, port: int, processes: int, tell: str = "", with_worker: bool = True) -> int:
    """Keep the site and a worker running; ``tell`` is said with the address once it answers.

    At SIGHUP all is ended in good order and this program begun anew, whichever version lies there then; the socket stays open meanwhile.
    """
    check_host(host)
    with listening(host, port) as held:
        with alone(directory, "static"):
            static_ready(directory)
        host, port = held.getsockname()[:2]
        reached = "127.0.0.1" if host in EVERYWHERE else host
        address = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}/"

        def when_ready() -> None:
            tell_manager("READY=1")
            result(f"{tell}Lantai is at {address} (Ctrl-C stops it)")

        children = [Child("site", web_command(held.fileno(), processes), keeps=(held.fileno(),))]
        if with_worker:
            children.append(Child("worker", [sys.executable, "-m", "lantai", "worker"], waits=True))
        with counting() as counts:
            environ = os.environ | {"LANTAI_DATA": str(directory), "PROMETHEUS_MULTIPROC_DIR": counts}
            keeper = Supervisor(children, environ, say, beat=lambda: tell_manager("WATCHDOG=1"))
            again = keeper.run(ready=lambda: answers(reached, port), when_ready=when_ready)
        if again:
            say("Lantai begins anew.")
            tell_manager("RELOADING=1")
            hand_on(held)
            program, *given = anew()
            os.execv(program, [program, *given])  # noqa: S606 the command that began this process
    say("Lantai has stopped.")
    return OK


def anew() -> list[str]:
    """Return the command that began this process; a script by its own path, which may lead to a newer version by now."""
    _, first, *rest = sys.orig_argv
    return [first, *rest] if os.access(first, os.X_OK) and os.path.isfile(first) else [sys.executable, first, *rest]


def web_command(held: int, processes: int) -> list[str]:
    """Return how the web server is started on a socket that is open already. Loaded before it forks: its processes share what they do not change."""
    options = {
        "--config": "python:lantai.site.server",
        "--bind": f"fd://{held}",
        "--workers": str(processes),
        "--worker-class": "lantai.site.turns.Worker",
        "--threads": str(THREADS),
        "--timeout": "60",
        "--graceful-timeout": "10",
        "--keep-alive": "5",
        "--log-level": "warning",
        "--worker-tmp-dir": MEMORY if os.path.isdir(MEMORY) else tempfile.gettempdir(),
    }
    given = [part for pair in options.items() for part in pair]
    return [sys.executable, "-m", "gunicorn", "lantai.site.wsgi:application", "--preload", "--no-control-socket", *given]


@contextmanager
def counting() -> Iterator[str]:
    """Make a directory in memory where web processes count together; never on a disk that may fill up under the mapped files."""
    base = Path(os.environ.get("RUNTIME_DIRECTORY") or (MEMORY if os.path.isdir(MEMORY) else tempfile.gettempdir()))
    for left in base.glob("lantai-counts-*"):  # of a server that was killed
        number = left.name.split("-")[2]
        if not os.path.exists(f"/proc/{number}"):
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"lantai-counts-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=base, ignore_cleanup_errors=True) as directory:
        yield directory


def check_host(host: str) -> None:
    """Refuse to listen for other machines while every request of theirs would be turned down."""
    from django.conf import settings

    if host not in settings.ALLOWED_HOSTS and host != "::1" and len(settings.ALLOWED_HOSTS) == 3:
        message = "name the address that readers use: LANTAI_ADDRESS=https://library.example.edu (docs/operate/install.md)"
        raise Refused(message, code=UNUSABLE)


def static_ready(directory: Path) -> None:
    """Collect the static files under hashed names, when they are not those collected last."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([".*"]):
            status = os.stat(storage.path(name))
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = directory / "static" / ".stamp"
    if stamp.is_file() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())


def answers(host: str, port: int) -> bool:
    """Say whether the site answers."""
    asking = http.client.HTTPConnection(host, port, timeout=5)
    try:
        asking.request("GET", "/health")
        return asking.getresponse().status == 200
    except (http.client.HTTPException, OSError):
        return False
    finally:
        asking.close()
