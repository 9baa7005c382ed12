"""No test reaches another machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_other_machines_cannot_be_reached():
    with socket.socket() as probe, pytest.raises(SocketConnectBlockedError):
        probe.connect(("192.0.2.1", 80))


def test_this_machine_can():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
