#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The server is killed at random moments of writes and uploads, and its disk is full. What was acknowledged is there exactly once
afterwards, and everything is whole."""

import os
import random
import socket
import subprocess
import sys
import threading
import time

from server import PASSWORD, Skipped, main, statement

SEED = int(os.environ.get("AEQ_FUZZ_SEED", "20261122"))
KILLS = int(os.environ.get("AEQ_KILLS", "20"))


class Writers:
    """People who write without pause, and what the server acknowledged to them."""

    def __init__(self, ann, account, n):
        self.ann = ann
        self.account = account
        self.acknowledged = []
        self.unknown = []
        self.threads = [threading.Thread(target=self._write, args=(f"{time.monotonic_ns()}-{i}",)) for i in range(n)]

    def _write(self, name):
        for n in range(10000):
            reference = f"{name}-{n}"
            body = {"account": self.account, "settles_at": "2026-03-02T10:00:00Z", "amount": "1.00", "status": "actual",
                    "reference": reference}
            try:
                answer = self.ann.ask("POST", "/flows", body, headers={"Idempotency-Key": reference})
            except Exception:  # the server has gone
                self.unknown.append((reference, body))
                return
            if answer.status == 201:
                self.acknowledged.append(reference)
            elif answer.status != 503:
                raise AssertionError(answer.text)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for thread in self.threads:
            thread.join()


def references(ann):
    return sorted(row["reference"] for row in ann.all("/flows") if row["reference"])


def writes_survive_being_killed(server):
    draw = random.Random(SEED)
    ann = server.sign_up()
    account = ann.account("W-1")
    expected = []
    for kill in range(KILLS):
        with Writers(ann, account, 4) as writers:
            time.sleep(draw.uniform(0, 0.15))
            server.kill()
        server.check()
        server.start()
        # Who does not know sends it again: then it is there once, whether it was there or not.
        for reference, body in writers.unknown:
            ann.ask("POST", "/flows", body, headers={"Idempotency-Key": reference}).must(201)
        expected += writers.acknowledged + [reference for reference, _ in writers.unknown]
        assert references(ann) == sorted(expected), f"kill {kill} of seed {SEED}"
    assert len(expected) > KILLS, len(expected)
    balance = ann.get(f"/accounts/{account}/balance")["balance"]
    assert balance == f"{len(expected)}.00", (balance, len(expected))


def uploads_survive_being_killed(server):
    draw = random.Random(SEED + 1)
    ann = server.sign_up()
    text = statement(days=400)
    whole = 0
    for kill in range(KILLS):
        answer = []

        def send():
            try:
                answer.append(ann.upload(text, headers={"Idempotency-Key": f"u{kill}"}).status)
            except Exception:  # the server has gone
                pass

        thread = threading.Thread(target=send)
        thread.start()
        time.sleep(draw.uniform(0, 0.2))
        server.kill()
        thread.join()
        server.check()
        server.start()
        rows = len(ann.all("/flows"))
        assert rows in (0, 800), f"kill {kill} of seed {SEED}: {rows} rows"
        assert rows == 800 or not answer, f"kill {kill}: acknowledged and lost"
        whole += rows == 800
        ann.upload(text, headers={"Idempotency-Key": f"u{kill}"}).must(201)
        assert len(ann.all("/flows")) == 800
        ann.ask("DELETE", f"/imports/{ann.all('/imports')[-1]['import']}").must(200)
        assert ann.get("/flows")["data"] == []
        assert os.listdir(os.path.join(server.folder, "incoming")) == []


def sign_ups_survive_being_killed(server):
    draw = random.Random(SEED + 2)
    for kill in range(KILLS):
        known = []

        def sign_up(name):
            try:
                server.sign_up(name)
                known.append(name)
            except Exception:  # the server has gone
                pass

        threads = [threading.Thread(target=sign_up, args=(f"p{kill}-{n}",)) for n in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(draw.uniform(0, 0.3))
        server.kill()
        for thread in threads:
            thread.join()
        server.start()
        for name in known:
            server.sign_in(name).must(200)
    server.check()


def a_full_disk_refuses_writes_and_loses_nothing(server):
    small = os.path.join(server.folder, "small")
    os.mkdir(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], capture_output=True, check=False).returncode != 0:
        raise Skipped("mounting is not allowed here")
    try:
        server.stop()
        server.folder = small
        server.start()
        ann = server.sign_up()
        account = ann.account("W-1")
        done, refused = [], 0
        for n in range(3000):
            answer = ann.ask("POST", "/flows", {"account": account, "settles_at": "2026-03-02T10:00:00Z", "amount": "1.00",
                                                "reference": f"r{n}", "narrative": "x" * 1500})
            assert answer.status in (201, 507), answer.text
            if answer.status == 201:
                done.append(f"r{n}")
            elif (refused := refused + 1) > 5:
                break
        assert refused > 5 and len(done) > 10, (refused, len(done))
        assert ann.upload(statement(days=400)).status in (507, 201)
        assert set(done) <= set(references(ann))
        server.ask("GET", "/health/live").must(200)
        server.kill()
        server.start()
        assert set(done) <= set(references(ann))
        server.stop()
    finally:
        if server.process is not None:
            server.kill()
        subprocess.run(["umount", small], check=False)


def stopping_finishes_what_was_begun(server):
    ann = server.sign_up()
    account = ann.account("W-1")
    with Writers(ann, account, 8) as writers:
        time.sleep(0.1)
        server.stop()
    server.start()
    there = references(ann)
    assert set(writers.acknowledged) <= set(there)
    assert len(there) == len(set(there))
    server.check()


def who_has_gone_does_not_hold_up_stopping(server):
    ann = server.sign_up()
    head = (f"POST /api/v1/upload/csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ann.token}\r\n"
            "Content-Length: 5000\r\n\r\naccount,")
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(head.encode())
    server.stop()


def a_second_server_on_the_folder_is_refused(server):
    status, out = server.run()
    assert status == 1 and "another server" in out, (status, out)
    server.sign_up()
    server.sign_in(password=PASSWORD).must(200)


if __name__ == "__main__":
    sys.exit(main("faults", [
        writes_survive_being_killed, uploads_survive_being_killed, sign_ups_survive_being_killed,
        a_full_disk_refuses_writes_and_loses_nothing, stopping_finishes_what_was_begun,
        who_has_gone_does_not_hold_up_stopping, a_second_server_on_the_folder_is_refused,
    ]))
