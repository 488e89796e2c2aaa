#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Servers that share their limits in a Redis: who asks one of them has asked all. Without it each counts for itself, and goes on."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from server import Server, Skipped, main

PR_SET_PDEATHSIG = 1
SECRET = "the-redis-wants-this"


class Redis:
    """On a socket in a folder of its own. Debian's program is one for all names, of which the package of tools has others."""

    def __init__(self):
        program = shutil.which("redis-server") or shutil.which("redis-check-rdb")
        if program is None:
            raise Skipped("there is no Redis here (package redis-tools)")
        self.folder = tempfile.mkdtemp(prefix="aequitas-redis-")
        self.program = os.path.join(self.folder, "redis-server")
        os.symlink(program, self.program)
        self.socket = os.path.join(self.folder, "socket")
        self.password_file = os.path.join(self.folder, "password")
        with open(self.password_file, "w", encoding="utf-8") as file:
            file.write(SECRET + "\n")
        self.start()

    def start(self):
        words = ["--port", "0", "--unixsocket", self.socket, "--save", "", "--requirepass", SECRET, "--daemonize", "no"]
        self.process = subprocess.Popen([self.program, *words], cwd=self.folder, stdout=subprocess.PIPE, text=True,
                                        preexec_fn=lambda: ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL))
        for line in self.process.stdout:
            if "ready to accept connections" in line.lower():
                return
        raise AssertionError("Redis did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def hang(self):
        self.process.send_signal(signal.SIGSTOP)

    def wake(self):
        self.process.send_signal(signal.SIGCONT)

    def settings(self):
        return {"redis": self.socket, "redis_password_file": self.password_file}


@contextlib.contextmanager
def two_servers(server, **settings):
    """One Redis, and two servers that know nothing else of each other."""
    redis = Redis()
    folder = tempfile.mkdtemp(prefix="aequitas-server-")
    server.stop()
    server.settings.update(redis.settings(), **settings)
    other = Server(server.program, folder, **server.settings)
    try:
        yield server.start(), other.start(), redis
        other.stop()
        assert SECRET not in "".join(server.log + other.log)
    finally:
        if other.process is not None:
            other.kill()
        redis.stop()
        shutil.rmtree(redis.folder)
        shutil.rmtree(folder)


def knock(server):
    """What is limited by address, and costs nothing: a token that is none."""
    return server.ask("POST", "/api/v1/auth/refresh", {"refresh_token": "A" * 43})


def who_asks_one_has_asked_all(server):
    with two_servers(server, auth_per_minute=6) as (one, two, _redis):
        statuses = [knock(each).status for each in (one, two) * 4]
        assert statuses == [401] * 6 + [429] * 2, statuses
        answer = knock(two)
        assert answer.status == 429 and 1 <= int(answer.headers["Retry-After"]) <= 10, answer.headers


def without_it_each_counts_for_itself(server):
    with two_servers(server, auth_per_minute=4) as (one, two, redis):
        redis.stop()
        statuses = [knock(one).status for _ in range(5)] + [knock(two).status for _ in range(5)]
        assert statuses == ([401] * 4 + [429]) * 2, statuses
        one.wait_for("limits-alone")
        redis.start()
        # It is asked again a moment later, and knows of nobody then.
        end = time.monotonic() + 60
        while not any('"limits-shared"' in line for line in one.log):
            assert time.monotonic() < end, one.log
            knock(one)
        one.wait_for("limits-shared")


def one_that_hangs_holds_nobody_up(server):
    with two_servers(server, auth_per_minute=1000) as (one, _two, redis):
        knock(one).must(401)
        redis.hang()
        began = time.monotonic()
        for _ in range(100):
            one.ask("GET", "/api/v1/market/regime")
        took = time.monotonic() - began
        redis.wake()
        assert took < 10, took  # a time-out every other second, not one a request
        one.wait_for("limits-alone")


def an_organisation_shares_what_it_may_ask(server):
    ann = server.sign_up()
    bob, cid = ann.invite("bob", "analyst"), server.sign_up("cid")
    server.stop()
    server.settings.update(organisation_per_second=1)
    server.start()
    statuses = [who.ask("GET", "/accounts").status for _ in range(10) for who in (ann, bob)]
    assert statuses.count(200) < 20 and set(statuses) == {200, 429}, statuses
    cid.ask("GET", "/accounts").must(200)


def a_place_that_cannot_be_is_refused(server):
    server.stop()
    for place in ("redis://127.0.0.1:6379", "secret@127.0.0.1:6379", "nowhere"):
        server.settings["redis"] = place
        status, out = server.run()
        assert status == 2 and "redis" in out, (place, status, out)
    server.settings.update(redis="127.0.0.1:1", redis_password_file="/nowhere/password")
    status, out = server.run()
    assert status == 1 and "redis_password_file" in out, out
    del server.settings["redis"], server.settings["redis_password_file"]
    server.start()


if __name__ == "__main__":
    sys.exit(main("shared-limits", [
        who_asks_one_has_asked_all, without_it_each_counts_for_itself, one_that_hangs_holds_nobody_up, an_organisation_shares_what_it_may_ask,
        a_place_that_cannot_be_is_refused,
    ]))
