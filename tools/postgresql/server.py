"""A PostgreSQL server of the tests' own, on loopback, in a directory that is thrown away.

    python tools/postgresql/server.py start DIRECTORY      prints the address for LANTAI_TEST_DATABASE
    python tools/postgresql/server.py stop DIRECTORY

PostgreSQL refuses to run as root: then it runs as the user ``postgres``, who must be able to reach DIRECTORY.
"""

import argparse
import os
import pwd
import shutil
import socket
import subprocess
import sys
from pathlib import Path

USER = "postgres"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # nothing here must outlive a power cut
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",  # on these few rows compiling a question takes longer than answering it
    "max_connections": "60",
}


def programs() -> Path | None:
    """Return where PostgreSQL's programs are, the newest ones; None when they are nowhere."""
    found = shutil.which("initdb")
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return packaged[-1].parent if packaged else Path(found).parent if found else None


def start(directory: Path) -> str:
    """Make and start a server; return its address."""
    bin_ = programs()
    if bin_ is None:
        sys.exit("PostgreSQL is not installed")
    directory.mkdir(parents=True)
    if os.geteuid() == 0:
        who = pwd.getpwnam(USER)
        os.chown(directory, who.pw_uid, who.pw_gid)
    data = directory / "data"
    run(directory, [bin_ / "initdb", "-D", data, "-U", "lantai", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
    port = free_port()
    given = " ".join(
        f"-c {name}={value}"
        for name, value in (SETTINGS | {"port": str(port), "unix_socket_directories": str(directory)}).items()
    )
    run(directory, [bin_ / "pg_ctl", "-D", data, "-o", given, "-l", directory / "log", "-w", "start"])
    return f"postgresql://lantai@127.0.0.1:{port}/postgres"


def stop(directory: Path) -> None:
    """End the server and remove the directory."""
    bin_ = programs()
    if bin_ and (directory / "data" / "postmaster.pid").exists():
        run(directory, [bin_ / "pg_ctl", "-D", directory / "data", "-m", "immediate", "-w", "stop"])
    shutil.rmtree(directory, ignore_errors=True)


def run(directory: Path, command: list[str | Path]) -> None:
    """Run a program as whoever PostgreSQL may run as; show what it said when it fails."""
    words = [*(["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []), *map(str, command)]
    with (directory / "said").open("ab") as said:
        failed = subprocess.run(words, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said).returncode
    if failed:
        sys.exit(f"{Path(command[0]).name} failed:\n{(directory / 'said').read_text(errors='replace')[-2_000:]}")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """Start or stop."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["start", "stop"])
    parser.add_argument("directory", type=Path)
    options = parser.parse_args()
    if options.what == "start":
        print(start(options.directory.absolute()))
    else:
        stop(options.directory.absolute())


if __name__ == "__main__":
    main()
