#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Full disks, folders that may not be written to, ledgers that another program is writing to, interruption: the command ends with
one sentence and the ledger is as it was. TAP."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

import fault


def make_base(desk):
    base = desk.path("base.ledger")
    fault.write_flows(desk.path("first.csv"), 300, 1)
    fault.write_flows(desk.path("second.csv"), 12000, 2, first_day=40)
    desk.do(base, "import", desk.path("first.csv"))
    return base


def test_full_disk(desk):
    base = make_base(desk)
    old = desk.fingerprint(base)
    disk = desk.path("disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk], capture_output=True, check=False).returncode:
        raise fault.Skipped("mounting a small disk is not allowed here; the store's tests use a page limit")
    try:
        ledger = os.path.join(disk, "desk.ledger")
        shutil.copyfile(base, ledger)
        desk.refused(ledger, "import", desk.path("second.csv"), part="no space is left")
        assert desk.fingerprint(ledger) == old
        roomy = desk.path("roomy.ledger")
        fault.copy_ledger(ledger, roomy)
        desk.do(roomy, "import", desk.path("second.csv"))
        desk.do(base, "import", desk.path("second.csv"))
        assert desk.fingerprint(roomy) == desk.fingerprint(base)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def as_nobody():
    return {"user": fault.NOBODY, "group": fault.NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def make_reachable(desk):
    """The program may lie where others cannot go: it runs from a copy."""
    folder = desk.path("program")
    os.mkdir(folder, 0o755)
    desk.cli = shutil.copy(desk.cli, folder)


def test_read_only_folder(desk):
    base = make_base(desk)
    old = desk.fingerprint(base)
    folder = desk.path("shelf")
    os.mkdir(folder)
    ledger = os.path.join(folder, "desk.ledger")
    shutil.copyfile(base, ledger)
    os.chmod(desk.folder, 0o755)
    os.chmod(ledger, 0o444)
    os.chmod(folder, 0o555)
    try:
        make_reachable(desk)
        status, out, err = desk.run(ledger, "--json", "accounts", **as_nobody())
        assert status == 0 and "1001" in out, err
        desk.refused(ledger, "import", desk.path("second.csv"), part="may not be written", **as_nobody())
        desk.refused(os.path.join(folder, "new.ledger"), "import", desk.path("second.csv"), part="may not be written",
                     **as_nobody())
        assert os.listdir(folder) == ["desk.ledger"]
    finally:
        os.chmod(folder, 0o755)
    assert desk.fingerprint(ledger) == old


def test_locked(desk):
    base = make_base(desk)
    old = desk.fingerprint(base)
    writer = sqlite3.connect(base, isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        desk.refused(base, "import", desk.path("second.csv"), part="another program is writing")
        desk.do(base, "accounts")  # readers do not wait
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert desk.fingerprint(base) == old
    desk.do(base, "import", desk.path("second.csv"))
    assert desk.fingerprint(base) != old


def test_interrupted(desk):
    base = make_base(desk)
    old = desk.fingerprint(base)
    whole, ledger = desk.path("whole.ledger"), desk.path("broken-off.ledger")
    fault.copy_ledger(base, whole)
    desk.do(whole, "import", desk.path("second.csv"))
    new = desk.fingerprint(whole)
    interrupted = 0
    for i in range(10):
        fault.copy_ledger(base, ledger)
        process = desk.start(ledger, "import", desk.path("second.csv"))
        try:
            process.communicate(timeout=0.05 + i * 0.03)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            process.communicate()
        # Before its handler is in place the signal itself ends the program.
        assert process.returncode in (0, 130, -signal.SIGINT), f"ended with {process.returncode}"
        interrupted += process.returncode == 130
        assert desk.fingerprint(ledger) == (new if process.returncode == 0 else old)
    return f"{interrupted} of 10 imports were interrupted"


TESTS = [("/fault/limits/full-disk", test_full_disk), ("/fault/limits/read-only-folder", test_read_only_folder),
         ("/fault/limits/locked", test_locked), ("/fault/limits/interrupted", test_interrupted)]

sys.exit(fault.run_tests(TESTS, lambda: fault.Desk(sys.argv[1], tempfile.mkdtemp(prefix="aequitas-fault-"))))
