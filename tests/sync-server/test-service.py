#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""As a service: what the supervisor hears, sockets that it hands over, settings that are read again."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys

from server import Skipped, main

ROOT = os.environ.get("AEQ_SOURCE_ROOT", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


class Supervisor:
    """The socket that a service tells its state to."""

    def __init__(self, server, abstract=False):
        path = "@aequitas-" + os.path.basename(server.folder) if abstract else os.path.join(server.folder, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path.replace("@", "\0", 1))
        self.socket.settimeout(60)
        server.environment["NOTIFY_SOCKET"] = path

    def hear(self):
        return self.socket.recv(4096).decode()

    def close(self):
        self.socket.close()


def restart(server):
    server.stop()
    server.start()


def events(server, name):
    return [line for line in map(json.loads, list(server.log)) if line.get("event") == name]


def the_supervisor_hears_what_goes_on(server):
    for abstract in (False, True):
        supervisor = Supervisor(server, abstract)
        restart(server)
        assert supervisor.hear() == "READY=1"
        assert server.ask("GET", "/health/ready").status == 200
        server.process.send_signal(signal.SIGHUP)
        assert re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=\d+", supervisor.hear())
        assert supervisor.hear() == "READY=1"
        server.stop()
        assert supervisor.hear() == "STOPPING=1"
        supervisor.close()
        server.start()  # nobody hears it any more


def the_watchdog_is_told_that_all_is_well(server):
    supervisor = Supervisor(server)
    server.environment["WATCHDOG_USEC"] = "200000"
    restart(server)
    assert [supervisor.hear() for _ in range(3)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
    server.environment["WATCHDOG_PID"] = "1"  # somebody else's
    restart(server)
    heard = [supervisor.hear()]
    while heard[-1] != "STOPPING=1":
        heard.append(supervisor.hear())
    assert supervisor.hear() == "READY=1"
    server.stop()
    assert supervisor.hear() == "STOPPING=1"
    server.start()


LAUNCHER = """
import os, sys
sockets = [os.dup(int(word)) for word in sys.argv[1].split(",")]
os.environ.update(LISTEN_FDS=str(len(sockets)), LISTEN_PID=str(os.getpid()))
for number, given in enumerate(sockets):
    os.dup2(given, 3 + number)
os.execv(sys.argv[2], sys.argv[2:])
"""


def hand_over(server, *sockets):
    """Starts the program as systemd does: the sockets are descriptors from 3 on, and it is told that they are its own."""
    numbers = [one.fileno() for one in sockets]
    server.wrap = [sys.executable, "-c", LAUNCHER, ",".join(map(str, numbers))]
    server.pass_fds = numbers


def listening():
    return socket.create_server(("127.0.0.1", 0), backlog=64)


def a_socket_that_is_handed_over_is_served(server):
    server.stop()
    opened = listening()
    port = opened.getsockname()[1]
    hand_over(server, opened)
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as early:
            early.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")  # nobody is there yet
            server.start()
            assert server.port == port, (server.port, port)
            assert early.recv(4096).startswith(b"HTTP/1.1 200")
        server.stop()
    opened.close()
    server.wrap, server.pass_fds = [], ()
    server.start()


def what_cannot_be_listened_on_is_refused(server):
    server.stop()
    cases = [[socket.socket()], [socket.socketpair()[0]], [listening(), listening()]]
    for sockets in cases:
        hand_over(server, *sockets)
        result = subprocess.run([*server.wrap, *server.command()], capture_output=True, text=True, check=False, timeout=60,
                                pass_fds=server.pass_fds)
        assert result.returncode == 2 and "one listening TCP socket" in result.stderr, result
    for sockets in cases:
        for one in sockets:
            one.close()
    server.wrap, server.pass_fds = [], ()
    server.start()


def configure(server, text):
    path = os.path.join(server.folder, "server.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[server]\n" + text)
    server.environment["AEQUITAS_SERVER_CONFIG"] = path


def read_again(server, supervisor):
    server.process.send_signal(signal.SIGHUP)
    assert supervisor.hear().startswith("RELOADING=1")
    assert supervisor.hear() == "READY=1"


def settings_are_read_again(server):
    supervisor = Supervisor(server)
    server.stop()
    del server.settings["auth_per_minute"]
    configure(server, "auth_per_minute=100000\nworkers=2\n")
    server.start()
    assert supervisor.hear() == "READY=1"
    ann = server.sign_up()
    configure(server, "auth_per_minute=1\nworkers=3\ncors_origins=https://desk.example\nreads_per_second=1\n")
    read_again(server, supervisor)
    assert [server.sign_in().status for _ in range(3)][-1] == 429
    assert ann.ask("GET", "/accounts", headers={"Origin": "https://desk.example"}).headers["Access-Control-Allow-Origin"]
    for _ in range(5):  # the command line still goes before the file
        ann.get("/accounts")
    server.stop()
    assert events(server, "reloaded")[0]["changed"] == "cors_origins auth_per_minute", events(server, "reloaded")
    assert events(server, "reload-incomplete")[0]["restart_for"] == "workers", events(server, "reload-incomplete")
    server.start()


def a_wrong_file_changes_nothing(server):
    supervisor = Supervisor(server)
    server.stop()
    configure(server, "cors_origins=https://desk.example\n")
    server.start()
    assert supervisor.hear() == "READY=1"
    configure(server, "cors_origins=https://other.example\nnonsense=1\n")
    read_again(server, supervisor)
    allowed = lambda origin: server.ask("GET", "/health/live", headers={"Origin": origin}).headers["Access-Control-Allow-Origin"]
    assert allowed("https://desk.example") and not allowed("https://other.example")
    server.stop()
    assert "nonsense" in events(server, "reload-refused")[0]["reason"] and not events(server, "reloaded")
    configure(server, "")
    server.start()


def the_units_are_well_formed(server):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        raise Skipped("systemd-analyze is not there")
    with open(os.path.join(ROOT, "data", "aequitas-server.service.in"), encoding="utf-8") as file:
        unit = file.read().replace("@bindir@/aequitas-server", os.path.abspath(server.program))
    service = os.path.join(server.folder, "aequitas-server.service")
    with open(service, "w", encoding="utf-8") as file:
        file.write(unit)
    opened = shutil.copy(os.path.join(ROOT, "data", "aequitas-server.socket"), server.folder)
    result = subprocess.run([analyze, "verify", "--man=no", "--recursive-errors=no", service, opened], capture_output=True, text=True,
                            check=False, timeout=60)
    mine = [line for line in result.stderr.splitlines() if "aequitas" in line]
    assert result.returncode == 0 and not mine, result.stderr


if __name__ == "__main__":
    sys.exit(main("service", [
        the_supervisor_hears_what_goes_on, the_watchdog_is_told_that_all_is_well, a_socket_that_is_handed_over_is_served,
        what_cannot_be_listened_on_is_refused, settings_are_read_again, a_wrong_file_changes_nothing, the_units_are_well_formed,
    ]))
