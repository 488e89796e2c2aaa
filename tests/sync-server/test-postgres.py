#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Everything is kept in PostgreSQL, which is stopped in the middle of work as if its power had gone. What was acknowledged is there
exactly once afterwards, and everything is whole. Secrets of the database are not shown."""

import os
import random
import subprocess
import sys
import threading
import time

from server import PASSWORD, main, statement, totp

SEED = int(os.environ.get("AEQ_FUZZ_SEED", "20261122"))
STOPS = 30 if os.environ.get("AEQ_LONG") else 3


class Writers:
    """People who write until they are told to stop, or until the database has gone; each write has a key of its own."""

    def __init__(self, ann, account, name, n=4):
        self.ann = ann
        self.account = account
        self.done = threading.Event()
        self.some = threading.Semaphore(0)
        self.acknowledged, self.unknown, self.wrong = [], [], []
        self.threads = [threading.Thread(target=self._write, args=(f"{name}-{i}",)) for i in range(n)]
        for thread in self.threads:
            thread.start()

    def send(self, reference):
        return self.ann.ask("POST", "/flows", {"account": self.account, "settles_at": "2026-03-02T10:00:00Z", "amount": "1.00",
                                               "status": "actual", "reference": reference}, headers={"Idempotency-Key": reference})

    def _write(self, name):
        n = 0
        while not self.done.is_set():
            reference, n = f"{name}-{n}", n + 1
            status = self.send(reference).status
            if status == 201:
                self.acknowledged.append(reference)
                self.some.release()
            elif status == 503:
                self.unknown.append(reference)
                return
            else:
                self.wrong.append((reference, status))
                return

    def join(self):
        self.done.set()
        for thread in self.threads:
            thread.join()
        assert not self.wrong, self.wrong


def references(ann):
    return sorted(row["reference"] for row in ann.all("/flows") if row["reference"])


def a_database_that_stops_under_load_loses_and_doubles_nothing(server):
    draw = random.Random(SEED)
    ann = server.sign_up()
    account = ann.account("W-1")
    expected = []
    for stop in range(STOPS):
        writers = Writers(ann, account, f"s{stop}")
        for _ in range(draw.randrange(1, 60)):
            assert writers.some.acquire(timeout=60)
        server.postgres.stop()
        server.postgres.start()
        writers.join()
        # Who does not know sends it again: then it is there once, whether it was there or not.
        for reference in writers.unknown:
            writers.send(reference).must(201)
        expected += writers.acknowledged + writers.unknown
        assert references(ann) == sorted(expected), f"stop {stop} of seed {SEED}"
    assert ann.get(f"/accounts/{account}/balance")["balance"] == f"{len(expected)}.00"
    server.stop()
    server.check()


def an_upload_that_the_database_left_is_there_whole_or_not_at_all(server):
    ann = server.sign_up()
    ann.account()
    text = statement(days=400)
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ann.upload(text, headers={"Idempotency-Key": "u"}).status))
    thread.start()
    time.sleep(random.Random(SEED).uniform(0, 0.3))  # any moment of the upload
    server.postgres.stop()
    server.postgres.start()
    thread.join()
    rows = len(ann.all("/flows"))
    assert rows in (0, 800) and (rows == 800 or answers[0] != 201), (rows, answers)
    ann.upload(text, headers={"Idempotency-Key": "u"}).must(201)
    assert len(ann.all("/flows")) == 800
    server.stop()
    server.check()


def who_asks_while_the_database_is_away_is_told_to_come_again(server):
    ann = server.sign_up()
    bob = server.sign_up("bob")
    account = ann.account("W-1")
    server.postgres.stop()
    for method, path, body in (("GET", "/accounts", None), ("POST", "/accounts", {"number": "W-2", "currency": "EUR"})):
        answer = ann.ask(method, path, body)
        assert answer.status == 503 and "postgresql" not in answer.text, answer.text
    server.ask("GET", "/health/live").must(200)
    server.postgres.start()
    assert [row["id"] for row in ann.get("/accounts")["data"]] == [account]
    assert bob.get("/accounts")["data"] == []
    ann.account("W-2")


def organisations_share_connections_and_nothing_else(server):
    """Each thread has one connection for all ledgers: it shows the one that was asked for, whoever was before."""
    people = [server.sign_up(f"p{n}") for n in range(6)]
    accounts = [person.account(f"N-{n}") for n, person in enumerate(people)]
    wrong = []

    def work(n):
        for turn in range(10):
            if [row["id"] for row in people[n].get("/accounts")["data"]] != [accounts[n]]:
                wrong.append((n, turn))
            people[n].flow(accounts[n], f"{turn + 1}.00", reference=f"f{n}-{turn}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong
    for n, person in enumerate(people):
        assert references(person) == [f"f{n}-{turn}" for turn in range(10)]
    n_connections = int(server.postgres.sql(server.database, "SELECT COUNT (*) FROM pg_stat_activity WHERE usename = 'aequitas'"))
    assert n_connections <= 2 * (os.cpu_count() + 4) + 4, n_connections


def a_password_is_taken_from_a_file_and_shown_nowhere(server):
    server.stop()
    server.postgres.sql("postgres", "DROP ROLE IF EXISTS keeper; CREATE ROLE keeper LOGIN PASSWORD 'kept apart'")
    server.postgres.sql("postgres", f"GRANT CREATE ON DATABASE {server.database} TO keeper")
    server.postgres.ask_passwords_of("keeper")
    uri = server.postgres.uri(server.postgres.new_database()).replace("user=aequitas", "user=keeper")
    server.postgres.sql("postgres", f"GRANT ALL ON DATABASE desk{server.postgres.databases} TO keeper")
    server.settings["database"] = uri
    status, out = server.run("check")
    assert status == 1 and "password" in out, (status, out)
    path = os.path.join(server.folder, "password")
    with open(path, "w", encoding="utf-8") as file:
        file.write("kept apart\n")
    server.settings["database_password_file"] = path
    server.start()
    server.sign_up().account()
    server.stop()
    assert "catalog: whole" in server.check()
    assert "kept apart" not in "".join(server.log) and "kept%20apart" not in "".join(server.log)


def secrets_are_sealed_there_and_a_new_key_opens_them(server):
    ann = server.sign_up()
    ann.add("/broker/connect", kind="goldman-sachs", name="Marquee", secrets={"client-secret": "the bank gave us this"},
            settings={"service": "marquee", "client-id": "c-1", "scope": "read_product_data"})
    secret = ann.add("/auth/second-factor", password=PASSWORD)["secret"]
    # At the turn of a step the earlier one may be too old by now; then the next one is right.
    answers = (ann.ask("POST", "/auth/second-factor/confirm", {"code": totp(secret, -1)}).status for _ in range(2))
    assert 200 in answers
    server.stop()
    status, out = server.run("rotate-keys")
    assert status == 0 and out.startswith("2 secrets "), out
    dump = subprocess.run([os.path.join(server.postgres.bin, "pg_dump"), "-h", server.postgres.folder, "-U", "aequitas", server.database],
                          capture_output=True, text=True, check=True).stdout
    assert "Marquee" in dump and secret not in dump and "the bank gave" not in dump
    server.start()
    server.sign_in(code=totp(secret, 1)).must(200)
    server.stop()
    server.check()


def a_password_in_the_address_is_refused(server):
    server.stop()
    for uri in ("postgresql://aequitas:topsecret@127.0.0.1/desk", "postgresql:///desk?password=topsecret", "postgresql://x:topsecret@[/"):
        server.settings["database"] = uri
        for words in ((), ("check",), ("--print-config",)):
            status, out = server.run(*words)
            assert status != 0 and "topsecret" not in out and "URI" in out, (uri, words, out)


def another_programs_database_is_left_alone(server):
    server.stop()
    name = server.postgres.new_database()
    server.postgres.sql(name, "CREATE SCHEMA aequitas_catalog; CREATE TABLE aequitas_catalog.theirs (a int)")
    server.settings["database"] = server.postgres.uri(name)
    status, out = server.run()
    assert status == 1 and "another program" in out, (status, out)
    assert server.postgres.sql(name, "SELECT COUNT (*) FROM pg_tables WHERE schemaname = 'aequitas_catalog'") == "1"


if __name__ == "__main__":
    sys.exit(main("postgres", [
        a_database_that_stops_under_load_loses_and_doubles_nothing, an_upload_that_the_database_left_is_there_whole_or_not_at_all,
        who_asks_while_the_database_is_away_is_told_to_come_again, organisations_share_connections_and_nothing_else,
        a_password_is_taken_from_a_file_and_shown_nowhere,
        secrets_are_sealed_there_and_a_new_key_opens_them, a_password_in_the_address_is_refused, another_programs_database_is_left_alone,
    ], durable=True))
