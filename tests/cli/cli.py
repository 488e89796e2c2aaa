# SPDX-License-Identifier: MIT
"""What the tests of the command line share: a folder, the program, invented rows."""

import json
import os
import subprocess

NOW = "2026-03-02T12:00:00Z"
NOBODY = 65534
HEADER = ("account,settle_ts,value_date,booking_date,amount,currency,category,counterparty,reference,bank_reference,narrative,"
          "status\n")
ERROR_FIELDS = {"domain", "code", "message", "file", "line", "field"}


class Cli:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.ledger = self.path("desk.aequitas")
        self.env = {**os.environ, "HOME": folder, "XDG_DATA_HOME": folder, "LC_ALL": "C.UTF-8",
                    "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1"}
        self.env["no_proxy"] = "127.0.0.1"  # where the stand-ins are
        for name in ("AEQUITAS_LEDGER", "AEQUITAS_FRED_KEY", "AEQUITAS_MLFLOW_URL", "AEQUITAS_MLFLOW_TOKEN"):
            self.env.pop(name, None)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        return self.path(name)

    def command(self, *words, ledger=None):
        return [self.program, "--ledger", ledger or self.ledger, "--now", NOW, "--seed", "7", *words]

    def start(self, *words, ledger=None, **options):
        return subprocess.Popen(self.command(*words, ledger=ledger), env=self.env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(self, *words, **options):
        """Exit status, standard output and standard error as text."""
        process = self.start(*words, **options)
        out, err = process.communicate(timeout=300)
        assert process.returncode in (0, 1, 2, 130), f"{words}: status {process.returncode}\n{err.decode()}"
        return process.returncode, out.decode(), err.decode()

    def do(self, *words, **options):
        status, out, err = self.run(*words, **options)
        assert status == 0, f"{words}: status {status}\n{out}{err}"
        return out

    def json(self, *words, status=0, **options):
        """The one document on standard output."""
        got, out, err = self.run("--json", *words, **options)
        assert got == status, f"{words}: status {got}, not {status}\n{out}{err}"
        return json.loads(out)

    def refused(self, *words, part, status=1, **options):
        """One sentence on standard error and none on standard output; with --json the error object, or a refused file's array."""
        got, out, err = self.run("--quiet", *words, **options)
        assert got == status, f"{words}: status {got}, not {status}\n{out}{err}"
        assert len(err.strip().splitlines()) == (1 if status == 1 else 2), err
        assert part.lower() in err.lower(), f"no \"{part}\" in: {err}"
        document = self.json(*words, status=status, **options)
        if isinstance(document, dict):
            assert set(document["error"]) == ERROR_FIELDS, document
            return document["error"]
        assert document[-1]["status"] == "reject" and document[-1]["added"] == 0, document
        return document[-1]["errors"][0]

    def import_rows(self, rows, *words):
        return self.json("import", self.write("rows.csv", HEADER + rows), *words)[0]

    def flows(self):
        return len(self.json("flows", "--limit", "100000"))


def season(days=60):
    rows = []
    for i in range(days):
        date = f"2026-{(i // 28) + 1:02d}-{i % 28 + 1:02d}" if i < 56 else f"2025-12-{i - 55:02d}"
        rows.append(f"USD-1,{date}T14:00:00Z,{date},{date},{1000 + i * 7 % 90}.00,USD,fee,House {i % 3},R{i},B{i},,actual\n")
        rows.append(f"JPY-1,{date}T03:00:00Z,{date},{date},{-50000 + i * 70},JPY,payment,House {i % 3},J{i},K{i},,actual\n")
    return "".join(rows)
