"""A real OpenSearch cluster on this machine alone: a process a node, so that one can be killed.

    python tools/opensearch/cluster.py start DIRECTORY      prints the address for LANTAI_TEST_OPENSEARCH
    python tools/opensearch/cluster.py stop DIRECTORY
    python tools/opensearch/cluster.py pin                  writes jars.txt anew, after a change of pom.xml

Needs Java 17 and Maven, which fetches what pom.xml names. The nodes listen on loopback only, without passwords.
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
PINS = HERE / "jars.txt"
HEAP_MB = 512
HTTP_PORTS = range(9210, 9300)
"""The runner looks for a free port no higher."""
STARTED_WITHIN_S = 180


class Cluster:
    """The nodes of one cluster, in a directory of their own; a context manager that stops them at the end."""

    def __init__(self, directory: Path, nodes: int = 3) -> None:
        self.directory = directory
        self._class_path = class_path()
        self.http = free_ports(nodes, HTTP_PORTS)
        self._transport = free_ports(nodes)
        self.pids: list[int] = []

    @property
    def address(self) -> str:
        """Return the address of all nodes."""
        return f"opensearch://{','.join(f'127.0.0.1:{port}' for port in self.http)}/lantai"

    def start(self) -> None:
        """Start every node and wait until they are one cluster."""
        self.pids = [self._run(number) for number in range(len(self.http))]
        self.wait(len(self.http))

    def kill(self, number: int) -> None:
        """End a node as a power cut would."""
        os.kill(self.pids[number], signal.SIGKILL)
        _reap(self.pids[number])

    def restart(self, number: int) -> None:
        """Start a node again, with what it kept, and wait until it is back."""
        self.pids[number] = self._run(number)
        self.wait(len(self.http))

    def wait(self, nodes: int) -> None:
        """Wait until so many nodes are one cluster."""
        until = time.monotonic() + STARTED_WITHIN_S
        while time.monotonic() < until:
            if [self._health(port).get("number_of_nodes") for port in self.http].count(nodes) >= nodes:
                return
            if all(not _runs(pid) for pid in self.pids):
                break
            time.sleep(0.2)
        said = "\n".join(path.read_text(errors="replace")[-2_000:] for path in sorted(self.directory.glob("*/out")))
        raise SystemExit(f"the nodes did not become one cluster:\n{said}")

    def wait_until_green(self) -> None:
        """Wait until every shard has its copies again."""
        until = time.monotonic() + STARTED_WITHIN_S
        while time.monotonic() < until:
            if any(self._health(port).get("status") == "green" for port in self.http):
                return
            time.sleep(0.2)
        raise SystemExit("the cluster did not become whole again")

    def manages(self, number: int) -> bool:
        """Return whether a node is the one that manages the cluster."""
        with urllib.request.urlopen(
            f"http://127.0.0.1:{self.http[number]}/_cat/nodes?format=json&h=http,cluster_manager", timeout=10
        ) as answer:
            return {node["http"].rpartition(":")[2]: node["cluster_manager"] for node in json.load(answer)}[
                str(self.http[number])
            ] == "*"

    def stop(self) -> None:
        """End every node and remove what they kept."""
        stop(self.pids, self.directory)

    def __enter__(self) -> "Cluster":
        with ExitStack() as undo:
            undo.callback(self.stop)
            self.start()
            undo.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def _run(self, number: int) -> int:
        place = self.directory / str(number)
        (place / "config").mkdir(parents=True, exist_ok=True)
        every = json.dumps([f"127.0.0.1:{port}" for port in self._transport])
        settings = {
            "network.host": "127.0.0.1",
            "transport.port": self._transport[number],
            "discovery.seed_hosts": every,
            "cluster.initial_cluster_manager_nodes": every,
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "action.destructive_requires_name": "true",
        }
        (place / "config" / "opensearch.yml").write_text("".join(f"{name}: {value}\n" for name, value in settings.items()))
        command = ["java", "-Xms256m", f"-Xmx{HEAP_MB}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        command += ["-cp", self._class_path, "org.codelibs.opensearch.runner.OpenSearchRunner", "-numOfNode", "1"]
        command += ["-basePath", str(place), "-confPath", str(place / "config"), "-clusterName", f"lantai-{self._transport[0]}"]
        command += ["-baseHttpPort", str(self.http[number] - 1)]
        with (place / "out").open("ab") as out:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True).pid

    def _health(self, port: int) -> dict[str, object]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_cluster/health", timeout=5) as answer:
                found: dict[str, object] = json.load(answer)
                return found
        except (OSError, ValueError):
            return {}


def lacking() -> str:
    """Return why no cluster can be started here; "" when one can."""
    absent = [name for name in ("java", "mvn") if not shutil.which(name)]
    return f"{' and '.join(absent)} not found" if absent else ""


def class_path() -> str:
    """Return the class path that pom.xml asks for, every file of it as jars.txt has it."""
    found = _resolved()
    pins = dict(reversed(line.split("  ")) for line in PINS.read_text().splitlines())
    wrong = [path.name for path in found if pins.get(path.name) != _digest(path)]
    if wrong or len(found) != len(pins):
        raise SystemExit(f"what Maven fetched is not what {PINS.name} pins: {', '.join(wrong) or 'files are missing'}")
    return os.pathsep.join(map(str, found))


def free_ports(count: int, among: range | None = None) -> list[int]:
    """Return ports on which nobody listens."""
    found: list[int] = []
    with ExitStack() as held:
        for port in among or [0] * count:
            probe = held.enter_context(socket.socket())
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found.append(probe.getsockname()[1])
            if len(found) == count:
                return found
    raise SystemExit("there are not enough free ports")


def stop(pids: list[int], directory: Path) -> None:
    """End processes and remove their directory."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        _reap(pid)
    shutil.rmtree(directory, ignore_errors=True)


def _resolved() -> list[Path]:
    """Return the files that Maven keeps of what pom.xml asks for, fetched where they are missing."""
    with tempfile.NamedTemporaryFile("r") as listed:
        command = [
            "mvn",
            "-B",
            "-q",
            "-C",
            "-f",
            str(HERE / "pom.xml"),
            "dependency:build-classpath",
            f"-Dmdep.outputFile={listed.name}",
        ]
        done = subprocess.run([*command, "-o"], capture_output=True, text=True)
        if done.returncode:
            done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"Maven could not fetch what {HERE.name}/pom.xml names:\n{done.stdout[-2_000:]}")
        return [Path(path) for path in Path(listed.name).read_text().strip().split(os.pathsep)]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _reap(pid: int) -> None:
    """Wait for a process that was killed, where it is a child of this one."""
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        return


def main() -> None:
    """Start, stop or pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["start", "stop", "pin"])
    parser.add_argument("directory", type=Path, nargs="?")
    options = parser.parse_args()
    if options.what == "pin":
        PINS.write_text("".join(f"{_digest(path)}  {path.name}\n" for path in sorted(_resolved(), key=lambda path: path.name)))
        return
    if options.directory is None:
        parser.error("which directory?")
    noted = options.directory / "pids"
    if options.what == "stop":
        stop([int(pid) for pid in noted.read_text().split()] if noted.exists() else [], options.directory)
        return
    if why := lacking():
        sys.exit(why)
    with ExitStack() as undo:
        made = Cluster(options.directory)
        undo.enter_context(made)
        noted.write_text(" ".join(map(str, made.pids)))
        print(made.address)
        undo.pop_all()


if __name__ == "__main__":
    main()
