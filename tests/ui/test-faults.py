#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window when something is wrong beneath it: a damaged ledger, a full disk, a folder that may not be written to, a ledger that goes, and other
programs on the same one. Arguments: the desktop, the command line program, the build folder."""

import contextlib
import json
import os
import subprocess

import desktop as ui
from desktop import Desktop, NOW, Skip, test, wait, walk

STATEMENT = (":20:{name}\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260201EUR1000,00\n:61:2602020202D{amount}NTRFNONREF\n:86:{name}\n"
             ":62F:C260202EUR{left}\n-\n")


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def statement(folder, name, whole):
    return write(f"{folder}/{name}.sta", STATEMENT.format(name=name, amount=f"{whole},00", left=f"{1000 - whole},00"))


def large(path, rows):
    return write(path, "date,amount,currency,account,reference\n" + "".join(
        f"2026-02-{i % 28 + 1:02d},{i % 900 + 1}.{i % 100:02d},EUR,DESK,R{i}\n" for i in range(rows)))


def cli(paths, ledger, *arguments):
    return subprocess.run([paths["cli"], "--now", NOW, "--json", "--ledger", ledger, *arguments], check=True, capture_output=True, text=True).stdout


def flows(paths, ledger):
    return json.loads(cli(paths, ledger, "flows"))


def fresh(paths, name):
    """A folder with a small ledger and its one statement."""
    folder = f"{os.environ['HOME']}/{name}"
    os.makedirs(folder)
    cli(paths, folder + "/desk.ledger", "import", statement(folder, "first", 100))
    return folder, folder + "/desk.ledger"


def press(window, name):
    def find():
        return next((node for frame in window.frames() for node in walk(frame) if node.get_role_name() == "push button"
                     and node.get_name().replace("_", "") in (name, f"{name} {name}")), None)
    wait(f"a button {name!r}", find).act()


def lives(window):
    assert window.process.poll() is None, window.process.stderr.read()


@contextlib.contextmanager
def small_disk(name):
    folder = f"{os.environ['HOME']}/{name}"
    os.makedirs(folder)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", folder], capture_output=True, check=False).returncode:
        raise Skip("mounting a small disk is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@test
def a_damaged_ledger_gets_a_sentence_and_a_way_on(paths):
    _, ledger = fresh(paths, "damaged")
    with open(ledger, "r+b") as file:
        size = os.path.getsize(ledger)
        for page in range(4096, size, 4096):
            file.seek(page)
            file.write(b"\xa5" * 64)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger)
    try:
        window.see("is damaged")
        window.see("Open Another")
        lives(window)
    finally:
        window.close()


@test
def a_full_disk_leaves_the_ledger_as_it_was(paths):
    with small_disk("full") as folder:
        ledger = folder + "/desk.ledger"
        cli(paths, ledger, "import", statement(folder, "first", 100))
        rows = large(os.environ["HOME"] + "/many.csv", 12000)
        window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, rows)
        try:
            window.see("DESK EUR")
            press(window, "Import")
            window.see("no space is left")
            lives(window)
            assert len(flows(paths, ledger)) == 1
        finally:
            window.close()
        cli(paths, ledger, "check")


@test
def a_ledger_that_may_not_be_written_is_shown(paths):
    with small_disk("shelf") as folder:
        ledger = folder + "/desk.ledger"
        cli(paths, ledger, "import", statement(folder, "first", 100))
        more = statement(os.environ["HOME"], "second", 50)
        if subprocess.run(["mount", "-o", "remount,ro", folder], capture_output=True, check=False).returncode:
            raise Skip("a disk cannot be made read-only here")
        window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports", more)
        try:
            window.see("first.sta")
            press(window, "Import")
            window.see("may not be written")
            lives(window)
        finally:
            window.close()


@test
def two_programs_on_one_ledger_lose_nothing(paths):
    folder, ledger = fresh(paths, "two")
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports", statement(folder, "ours", 50))
    try:
        window.see("1 new flow")
        cli(paths, ledger, "import", statement(folder, "theirs", 25))
        window.see("theirs.sta")
        press(window, "Import")
        window.see("1 flow added")
        assert sorted(flow["amount"] for flow in flows(paths, ledger)) == ["-100.00", "-25.00", "-50.00"]
        cli(paths, ledger, "check")
    finally:
        window.close()


@test
def a_ledger_that_goes_while_it_is_open(paths):
    _, ledger = fresh(paths, "gone")
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports")
    try:
        window.see("first.sta")
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(ledger + ending)
        window.key("F5")
        window.go_to("Ledger")
        window.see("Find in flows")
        lives(window)
        assert not os.path.exists(ledger)
    finally:
        window.close()


@test
def a_second_start_hands_its_file_to_the_first(paths):
    folder, ledger = fresh(paths, "second")
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports")
    try:
        window.see("first.sta")
        env = {**os.environ, "GSETTINGS_SCHEMA_DIR": paths["build"] + "/data", "G_DEBUG": "fatal-warnings", "ASAN_OPTIONS": "detect_leaks=0"}
        subprocess.run([paths["desktop"], statement(folder, "handed", 50)], env=env, check=True, timeout=30)
        window.see("1 new flow")
        press(window, "Import")
        window.see("1 flow added")
        assert len(flows(paths, ledger)) == 2
    finally:
        window.close()


if __name__ == "__main__":
    ui.run(__file__)
