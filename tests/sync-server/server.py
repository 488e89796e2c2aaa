# SPDX-License-Identifier: MIT
"""What the tests of aequitas-server share: a server of their own on a free port, people who use it, and TAP."""

import base64
import contextlib
import datetime
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse

from postgres import Absent, Postgres

PASSWORD = "correct horse battery staple"
HEADER = ("account,settle_ts,value_date,booking_date,amount,currency,category,counterparty,reference,bank_reference,"
          "narrative,status\n")
# So that no test runs into a limit which it is not about.
ROOMY = {"auth_per_minute": 100000, "reads_per_second": 100000, "writes_per_second": 100000, "heavy_per_minute": 100000,
         "organisation_per_second": 100000}


class Skipped(Exception):
    pass


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.text = body.decode("utf-8")
        self.json = json.loads(self.text) if self.text and "json" in headers.get("Content-Type", "") else None

    def must(self, status):
        assert self.status == status, f"{self.status} instead of {status}: {self.text[:500]}"
        return self.json


class Server:
    """One server process over one data folder."""

    def __init__(self, program, folder, **settings):
        self.program = program
        self.folder = folder
        self.settings = {**ROOMY, **settings}
        self.postgres = None
        self.process = None
        self.port = None
        self.log = []
        self.logged = threading.Condition()
        self.wrap = []  # a command that starts the command
        self.environment = {}
        self.pass_fds = ()

    def keep_in(self, postgres):
        self.postgres = postgres
        self.database = postgres.new_database()
        self.settings["database"] = postgres.uri(self.database)

    def command(self, *words):
        flags = [f"--{name.replace('_', '-')}={value}" for name, value in self.settings.items()]
        return [self.program, "--listen=127.0.0.1:0", f"--data={self.folder}", *flags, *words]

    def start(self):
        self.log = []
        self.process = subprocess.Popen([*self.wrap, *self.command()], stderr=subprocess.PIPE, text=True, pass_fds=self.pass_fds,
                                        env={**os.environ, "ASAN_OPTIONS": "detect_leaks=1", **self.environment})
        for line in self.process.stderr:
            self.log.append(line)
            if '"listening"' in line:
                self.port = int(json.loads(line)["port"])
                break
        else:
            raise AssertionError(f"the server did not start: {''.join(self.log)}")
        self.reader = threading.Thread(target=self._read_log, args=(self.process,), daemon=True)
        self.reader.start()
        return self

    def _read_log(self, process):
        for line in process.stderr:
            with self.logged:
                self.log.append(line)
                self.logged.notify_all()

    def wait_for(self, event, **members):
        """The line of the log that tells an event, which may be there already."""
        def found():
            lines = (json.loads(line) for line in self.log if f'"event":"{event}"' in line)
            return next((line for line in lines if all(line.get(name) == value for name, value in members.items())), None)
        with self.logged:
            assert self.logged.wait_for(found, timeout=60), (event, members, self.log[-5:])
            return found()

    def stop(self):
        """Asks it to end; it must end well."""
        if self.process is None:
            return
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=60)
        self.reader.join(timeout=10)
        assert status == 0, f"the server ended with {status}: {''.join(self.log[-20:])}"

    def kill(self):
        process, self.process = self.process, None
        process.kill()
        process.wait()
        self.reader.join(timeout=10)

    def run(self, *words):
        """Another call of the program; returns status and output."""
        result = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=120, check=False)
        return result.returncode, result.stdout + result.stderr

    def check(self):
        status, out = self.run("check")
        assert status == 0, out
        return out

    def sql(self, organisation, script):
        """Another program's change of a ledger, or of the catalog (None)."""
        if self.postgres is not None:
            schema = f"org_{organisation.replace('-', '')}" if organisation else "aequitas_catalog"
            self.postgres.sql(self.database, f"SET search_path = {schema}; UPDATE store_mark SET commits = commits + 1; {script}")
            return
        ledger = organisation and os.path.join("organisations", organisation, "ledger.aequitas")
        path = os.path.join(self.folder, ledger or "catalog.db")
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.executescript(script)

    def ask(self, method, path, body=None, token=None, headers=None, raw=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = dict(headers or {})
            if token:
                sent["Authorization"] = f"Bearer {token}"
            if body is not None:
                sent.setdefault("Content-Type", "application/json")
                raw = json.dumps(body).encode()
            connection.request(method, path, body=raw, headers=sent)
            reply = connection.getresponse()
            return Answer(reply.status, reply.headers, reply.read())
        finally:
            connection.close()

    def raw(self, data, timeout=30):
        """Sends bytes as they are, and returns what comes back until the server closes or falls silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(data)
            got = b""
            try:
                while part := connection.recv(65536):
                    got += part
                    if b"\r\n\r\n" in got and b"Connection: close" not in got:
                        break
            except (TimeoutError, ConnectionResetError):
                pass
            return got

    def sign_up(self, name="ann", organisation=None):
        answer = self.ask("POST", "/api/v1/auth/sign-up",
                          {"email": f"{name}@desk.example", "password": PASSWORD, "name": name.title(),
                           "organisation": organisation or f"{name.title()} Ltd"})
        return Person(self, answer.must(201))

    def sign_in(self, name="ann", password=PASSWORD, **more):
        return self.ask("POST", "/api/v1/auth/sign-in", {"email": f"{name}@desk.example", "password": password, **more})

    def mails(self):
        folder = os.path.join(self.folder, "mail")
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                yield file.read()

    def mailed_tokens(self, email, subject):
        """Those of every mail to the address with this in its subject, oldest first."""
        return [re.search(r"^([A-Za-z0-9_-]{43})\r$", mail, re.M).group(1) for mail in self.mails()
                if f"To: {email}\r\n" in mail and re.search(f"^Subject: .*{subject}", mail, re.M)]

    def invited_token(self, email):
        return self.mailed_tokens(email, "invited")[0]


class Person:
    """Somebody who has signed in."""

    def __init__(self, server, tokens):
        self.server = server
        self.tokens = tokens
        self.token = tokens["access_token"]
        self.id = tokens["person"]["id"]
        self.organisation = tokens["organisation"]["id"]

    def ask(self, method, path, body=None, **more):
        return self.server.ask(method, "/api/v1" + path, body, token=self.token, **more)

    def get(self, path):
        return self.ask("GET", path).must(200)

    def add(self, path, **body):
        return self.ask("POST", path, body).must(201)

    def upload(self, text, query="", **more):
        raw = text.encode() if isinstance(text, str) else text
        return self.ask("POST", "/upload/csv" + query, raw=raw, **more)

    def account(self, number="A-1", currency="EUR"):
        return self.add("/accounts", number=number, currency=currency)["id"]

    def flow(self, account, amount="12.50", **more):
        return self.add("/flows", account=account, settles_at="2026-03-02T10:00:00Z", amount=amount, status="actual", **more)

    def all(self, path, limit=1000):
        """Every row of a list, page by page."""
        rows, cursor = [], None
        while True:
            mark = "&" if "?" in path else "?"
            more = f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""
            page = self.get(f"{path}{mark}limit={limit}{more}")
            rows += page["data"]
            cursor = page["next"]
            if cursor is None:
                return rows

    def invite(self, name, role):
        email = f"{name}@desk.example"
        self.add("/invitations", email=email, role=role)
        answer = self.server.ask("POST", "/api/v1/auth/accept",
                                 {"token": self.server.invited_token(email), "name": name.title(), "password": PASSWORD})
        return Person(self.server, answer.must(201))


def totp(secret, ahead=0):
    """What an authenticator shows, some steps of 30 seconds ahead."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + ahead), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06}"


def statement(days=60, account="A-1"):
    """Some weeks of invented flows."""
    rows = []
    for day in range(days):
        date = (datetime.date(2025, 6, 2) + datetime.timedelta(days=day)).isoformat()
        rows.append(f"{account},{date}T09:00:00Z,{date},{date},{1000 + day}.25,EUR,,Customer,R{day},,in,actual\n")
        rows.append(f"{account},{date}T14:00:00Z,{date},{date},-{900 + day * 3}.10,EUR,,Supplier,P{day},,out,actual\n")
    return HEADER + "".join(rows)


def main(suite, tests, durable=False, **settings):
    """AEQ_TEST_STORE=postgresql: everything is kept there, a database a test. @durable: it is not to lose what it has committed."""
    postgres = None
    if os.environ.get("AEQ_TEST_STORE") == "postgresql":
        if os.environ.get("AEQ_TEST_ONLY_LONG") and not os.environ.get("AEQ_LONG"):
            print("1..0 # SKIP takes long on PostgreSQL: tests/run --long", flush=True)
            return 0
        try:
            postgres = Postgres(durable)
        except Absent as reason:
            print(f"1..0 # SKIP {reason}", flush=True)
            return 0
    try:
        return run(suite, tests, postgres, settings)
    finally:
        if postgres is not None:
            postgres.remove()


def run(suite, tests, postgres, settings):
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = f"/sync-server/{suite}/{test.__name__.replace('_', '-')}"
        folder = tempfile.mkdtemp(prefix="aequitas-server-")
        server = Server(sys.argv[1], folder, **settings)
        try:
            if postgres is not None:
                server.keep_in(postgres)
            server.start()
            test(server)
            server.stop()
            print(f"ok {number} {name}", flush=True)
        except Skipped as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception:  # whatever goes wrong is a failed test, and the next one still runs
            failed += 1
            text = (traceback.format_exc().strip() + "\n" + "".join(server.log[-12:])).strip().replace("\n", "\n# ")
            print(f"not ok {number} {name}\n# {text}", flush=True)
        finally:
            if server.process is not None:
                server.kill()
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0
