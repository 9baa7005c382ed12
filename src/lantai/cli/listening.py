"""The socket that readers reach, held outside the web server: while that is started anew, whoever comes waits and nobody is turned away.

systemd may hand it over (deploy/lantai.socket), else ``listening`` opens it. ``tell_manager`` says to systemd how the service is.
"""

import os
import socket

from lantai.cli import FAILED, Refused

FIRST = 3
"""The first descriptor that a service manager hands over."""

BACKLOG = 2_048


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens: the one handed over to this process, else a new one; raise Refused where the port is taken."""
    if handed_over():
        return socket.socket(fileno=FIRST)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(BACKLOG)
    except OSError as problem:
        found.close()
        message = f"port {port} at {host} cannot be used ({problem.strerror}); choose another: --port {port + 1}"
        raise Refused(message, code=FAILED) from problem
    return found


def handed_over() -> bool:
    """Say whether this very process was given a socket."""
    return os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS", "0") != "0"


def hand_on(held: socket.socket) -> None:
    """Prepare for this process to become another program that goes on with the socket."""
    if held.fileno() != FIRST:
        os.dup2(held.fileno(), FIRST, inheritable=True)
    os.set_inheritable(FIRST, True)
    os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}


def tell_manager(said: str) -> None:
    """Tell systemd something ("READY=1", "WATCHDOG=1"), where it listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        try:
            out.sendto(said.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
        except OSError:
            return  # nobody listens any more: there is nobody to tell
