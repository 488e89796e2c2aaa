#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Connections page end to end: a folder is set up, tried out and looked through, what is refused goes into quarantine; feeds are fetched from
a stand-in on loopback; keys go into a keyring, which is a real one, also locked and absent, or a file of the test's own."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import unittest.mock

from desktop import Desktop, run, test, wait, walk, words

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cli"))
from feeds import BAD_KEY, KEY, Feeds, SlowFeeds  # noqa: E402  (found by the line above)

VALUES = {"VIXCLS": {"2026-11-18": "17.25", "2026-11-19": "18.5"}, "SOFR": {"2026-11-18": 3.88, "2026-11-19": "3.9"},
          "EFFR": {"2026-11-19": 3.63}, "OFRFSI": {"2026-11-17": "-1.25"}}
STATEMENT = (":20:REF1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260201EUR1000,00\n:61:2602020202D100,00NTRFNONREF\n:86:Rent\n"
             ":62F:C260202EUR900,00\n-\n")
NEXT = STATEMENT.replace("REF1", "REF2").replace("28C:1/1", "28C:2/1").replace("C260201EUR1000,00", "C260202EUR900,00").replace(
    "2602020202D100,00", "2602030203D50,00").replace("C260202EUR900,00\n-", "C260203EUR850,00\n-")
PASSPHRASE = "open-sesame-4711"
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=@FOLDER@</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


def environment(**values):
    """Variables of the program for the length of a test."""
    return unittest.mock.patch.dict(os.environ, values)


def key_file(folder):
    """Libsecret's own file in place of a keyring service."""
    return environment(SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=folder + "/k.keyring", SECRET_FILE_TEST_PASSWORD="password")


def fresh(name):
    folder = f"{os.environ['HOME']}/{name}"
    os.makedirs(folder + "/inbox")
    return folder, folder + "/desk.ledger", folder + "/inbox"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def cli(paths, ledger, *arguments):
    return json.loads(subprocess.run([paths["cli"], "--json", "--ledger", ledger, *arguments], check=True, capture_output=True, text=True).stdout)


def open_page(paths, ledger):
    subprocess.run([paths["cli"], "--quiet", "--ledger", ledger, "accounts"], check=True, stdout=subprocess.DEVNULL)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Connections")
    window.see("Brokers and Banks")
    return window


def dialog(window):
    return wait("a dialog is open", lambda: next(iter(window.frames()[1:]), None))


def closed(window):
    wait("the dialog is closed", lambda: len(window.frames()) == 1)


def part(window, name, what):
    """What of the dialog has this name and is what @what says."""
    return wait(f"{name!r} in the dialog", lambda: next((node for node in walk(dialog(window)) if node.get_name() == name and what(node)), None))


def entry(window, name):
    node = part(window, name, lambda node: any(below.is_entry() for below in walk(node)))
    return next(below for below in walk(node) if below.is_entry())


def fill(window, name, text):
    entry(window, name).set_text(text)


def press(window, name):
    """A button of the dialog that is open."""
    wait(f"the button {name!r}", lambda: next((node for node in walk(dialog(window)) if node.get_role_name() == "push button" and
                                               words(node) in (name, f"_{name} {name}")), None)).act()


def click_until(window, text, what, done):
    """Again when the row was another one by then: rows that say something new are put in place of those before."""
    for _ in range(3):
        window.click(text)
        try:
            return wait(what, done, 10)
        except AssertionError:
            pass
    raise AssertionError(f"{text!r} clicked three times, and not: {what}")


def open_dialog(window, text):
    click_until(window, text, "a dialog is open", lambda: len(window.frames()) > 1)


def add_folder(window, inbox):
    open_dialog(window, "Add a Folder…")
    fill(window, "Folder", inbox)


def flows(paths, ledger):
    return cli(paths, ledger, "flows")


def read_bytes(path):
    """The ledger with what is not in its main file yet."""
    found = b""
    for name in (path, path + "-wal"):
        if os.path.exists(name):
            with open(name, "rb") as file:
                found += file.read()
    return found


def connections(ledger):
    with sqlite3.connect(ledger) as store:
        return store.execute("SELECT kind, name, every_minutes, settings FROM connection ORDER BY id").fetchall()


@test
def a_folder_is_tried_out_and_its_files_go_in_or_into_quarantine(paths):
    folder, ledger, inbox = fresh("drop")
    write(inbox + "/one.sta", STATEMENT)
    write(inbox + "/bad.csv", "Eins,Zwei\n1,2\n")
    window = open_page(paths, ledger)
    try:
        add_folder(window, inbox)
        assert entry(window, "Imported files go to").text() == inbox + "/imported"
        press(window, "Test")
        window.see("The folders can be used; files that wait there: 2")
        assert flows(paths, ledger) == []
        fill(window, "Name", "Bank files")
        press(window, "Save")
        closed(window)
        window.see("1 file imported, 1 flow added, 1 file refused")
        window.see("is a table that no profile knows yet")
        assert len(flows(paths, ledger)) == 1
        assert sorted(os.listdir(inbox)) == ["imported", "refused"]
        assert os.listdir(inbox + "/imported") == ["one.sta"]
        assert sorted(os.listdir(inbox + "/refused")) == ["bad.csv", "bad.csv.reason.txt"]
        with open(inbox + "/refused/bad.csv.reason.txt", encoding="utf-8") as reason:
            assert "no profile knows" in reason.read()
        write(inbox + "/two.sta", NEXT)
        click_until(window, "Look Now: Bank files", "the second file is in", lambda: len(flows(paths, ledger)) == 2)
        window.see("Last run")
        window.key("ctrl+z")
        window.see("Undone: two.sta: 1 flow added")
        window.key("ctrl+shift+z")
        window.see("Done again: two.sta: 1 flow added")
        assert len(flows(paths, ledger)) == 2
    finally:
        window.close()


@test
def a_connection_is_changed_and_removed_and_both_are_undone(paths):
    folder, ledger, inbox = fresh("edit")
    window = open_page(paths, ledger)
    try:
        add_folder(window, inbox)
        fill(window, "Imported files go to", inbox)
        press(window, "Save")
        window.see("is the folder that is looked through")
        fill(window, "Imported files go to", "archive")
        press(window, "Save")
        window.see("needs the whole path")
        fill(window, "Imported files go to", "")
        press(window, "Save")
        closed(window)
        window.see("Connection File drop saved")
        wait("it is in the ledger", lambda: len(connections(ledger)) == 4)
        assert "archive" not in json.loads(connections(ledger)[3][3])
        open_dialog(window, "Edit…: File drop")
        fill(window, "Name", "Night files")
        press(window, "Save")
        closed(window)
        window.see("Look Now: Night files")
        window.key("ctrl+z")
        window.see("Look Now: File drop")
        open_dialog(window, "Edit…: File drop")
        press(window, "Remove")
        closed(window)
        window.see("Connection File drop removed")
        wait("it is gone", lambda: len(connections(ledger)) == 3)
        window.see("Set Up…: File drop")
        window.key("ctrl+z")
        wait("it is back", lambda: len(connections(ledger)) == 4)
        window.see("Look Now: File drop")
    finally:
        window.close()


@test
def a_folder_that_is_gone_is_told_in_words(paths):
    folder, ledger, inbox = fresh("gone")
    window = open_page(paths, ledger)
    try:
        add_folder(window, folder + "/nowhere")
        press(window, "Test")
        window.see("No such file or directory")
        press(window, "Save")
        closed(window)
        window.see("failed")
        os.mkdir(folder + "/nowhere")
        write(folder + "/nowhere/one.sta", STATEMENT)
        click_until(window, "Look Now: File drop", "it works when the folder is back", lambda: len(flows(paths, ledger)) == 1)
    finally:
        window.close()


@test
def a_ledger_from_elsewhere_takes_no_file_before_somebody_agreed(paths):
    folder, ledger, inbox = fresh("elsewhere")
    subprocess.run([paths["cli"], "--quiet", "--ledger", ledger, "accounts"], check=True, stdout=subprocess.DEVNULL)
    with sqlite3.connect(ledger) as store:
        store.execute("INSERT INTO connection (id, uid, kind, name, every_minutes, settings) VALUES (9, randomblob (16), 'file-drop', 'Theirs', 1, ?)",
                      (json.dumps({"folder": inbox, "token": "theirs"}),))
    write(inbox + "/one.sta", STATEMENT)
    window = open_page(paths, ledger)
    try:
        window.see("This folder was set up elsewhere")
        assert window.find("Look Now: Theirs") is None
        assert flows(paths, ledger) == []
        click_until(window, "Use Here: Theirs", "its file is in", lambda: len(flows(paths, ledger)) == 1)
        window.see("Look Now: Theirs")
    finally:
        window.close()


@test
def a_broker_is_filled_in_and_nothing_is_pretended(paths):
    folder, ledger, _ = fresh("broker")
    certificate = write(folder + "/desk.pem", "-----BEGIN CERTIFICATE-----\n")
    key = write(folder + "/desk.key", "-----BEGIN PRIVATE KEY-----\n")
    with key_file(folder):
        window = open_page(paths, ledger)
        try:
            window.see("Aequitas cannot fetch from these yet")
            open_dialog(window, "Set Up…: J.P. Morgan")
            window.see("the connector comes later")
            fill(window, "Client ID", "desk-4711")
            fill(window, "Resource", "JPMC:URI:RS-1")
            fill(window, "Certificate", certificate)
            fill(window, "Private key", certificate + ".gone")
            fill(window, "Accounts", "000000012345678")
            press(window, "Test")
            window.see("field Private key: cannot be read")
            fill(window, "Private key", key)
            fill(window, "Passphrase of the private key", PASSPHRASE)
            press(window, "Test")
            window.see("Nothing was sent: the connector does not exist yet")
            press(window, "Save")
            closed(window)
            window.see("nothing is fetched yet")
            wait("it is in the ledger", lambda: len(connections(ledger)) == 4)
            assert PASSPHRASE.encode() not in read_bytes(ledger)
            open_dialog(window, "Edit…: J.P. Morgan")
            window.see("Stored in the keyring")
            assert entry(window, "Passphrase of the private key").text() == ""
            fill(window, "Accounts", "")
            press(window, "Save")
            window.see("field Accounts: is missing")
            press(window, "Take it out of the keyring: Passphrase of the private key")
            window.see("Nothing is stored in the keyring")
            press(window, "Cancel")
            closed(window)
            assert window.find("Fetch: J.P. Morgan") is None
        finally:
            window.close()


@test
def fred_is_fetched_with_a_key_that_only_the_keyring_has(paths):
    folder, ledger, _ = fresh("fred")
    with Feeds(VALUES) as feeds, key_file(folder), environment(AEQUITAS_FEED_URLS=f"fred={feeds.url} nyfed={feeds.url} ofr={feeds.url}"):
        window = open_page(paths, ledger)
        try:
            window.see("This product uses the FRED® API but is not endorsed or certified by the Federal Reserve Bank of St. Louis.")
            open_dialog(window, "Add Key…: FRED")
            fill(window, "Key", "too short")
            press(window, "Save")
            window.see("is no key of FRED")
            fill(window, "Key", BAD_KEY)
            press(window, "Test")
            window.see("the key is refused")
            fill(window, "Key", KEY)
            press(window, "Test")
            window.see("FRED answered: VIXCLS was 18.5 on 2026-11-19")
            assert cli(paths, ledger, "indicators", "list") == []
            press(window, "Save")
            closed(window)
            window.see("Key: Stored in the keyring")
            click_until(window, "Fetch: FRED", "its newest value is told", lambda: window.find("newest value of 2026-11-19"))
            wait("values came", lambda: any(row["series"] == "VIXCLS" and row["values"] == 2 for row in cli(paths, ledger, "indicators", "list")))
            window.see("Last fetch")
            window.see("The series does not exist")
            assert KEY.encode() not in read_bytes(ledger)
            assert KEY.encode() not in read_bytes(folder + "/k.keyring")
        finally:
            window.close()


@test
def the_other_feeds_need_no_key(paths):
    folder, ledger, _ = fresh("keyless")
    with Feeds(VALUES) as feeds, key_file(folder), environment(AEQUITAS_FEED_URLS=f"fred={feeds.url} nyfed={feeds.url} ofr={feeds.url}"):
        window = open_page(paths, ledger)
        try:
            click_until(window, "Fetch All", "values came", lambda: {row["series"] for row in cli(paths, ledger, "indicators", "list")} >= {"SOFR", "EFFR", "OFRFSI"})
            assert not [path for path, _ in feeds.asked if path.startswith("/fred/")]
            feeds.break_with["/api/rates/"] = (404, "gone")
            click_until(window, "Fetch: New York Fed", "it failed", lambda: window.find("series failed"))
            feeds.break_with.clear()
        finally:
            window.close()


@test
def a_fetch_is_cancelled_and_can_be_done_again(paths):
    folder, ledger, _ = fresh("cancelled")
    with SlowFeeds(VALUES) as feeds, key_file(folder), environment(AEQUITAS_FEED_URLS=f"fred={feeds.url} nyfed={feeds.url} ofr={feeds.url}"):
        window = open_page(paths, ledger)
        try:
            click_until(window, "Fetch: New York Fed", "it is under way", lambda: window.find("Fetching market series"))
            wait("the second request", lambda: len(feeds.asked) > 1)
            window.click("Cancel")
            stored = {row["series"] for row in cli(paths, ledger, "indicators", "list")}
            assert "SOFR" in stored and "EFFR" not in stored, stored  # what had come whole stays; nothing comes of what was asked for
            feeds.go.set()
            click_until(window, "Fetch: New York Fed", "values came", lambda: {row["series"] for row in cli(paths, ledger, "indicators", "list")} >= {"SOFR", "EFFR"})
            assert window.find("Something else is under way") is None
            window.see("Last fetch")
        finally:
            feeds.go.set()
            window.close()


@test
def a_feed_with_a_schedule_is_fetched_by_itself(paths):
    folder, ledger, _ = fresh("schedule")
    subprocess.run([paths["cli"], "--quiet", "--ledger", ledger, "accounts"], check=True, stdout=subprocess.DEVNULL)
    with sqlite3.connect(ledger) as store:
        store.execute("UPDATE connection SET every_minutes = 15 WHERE kind IN ('ofr', 'fred')")
    with Feeds(VALUES) as feeds, key_file(folder), environment(AEQUITAS_FEED_URLS=f"fred={feeds.url} nyfed={feeds.url} ofr={feeds.url}"):
        window = open_page(paths, ledger)
        try:
            window.see("by itself when new values are out")
            wait("the schedule has asked", lambda: any(row["series"] == "OFRFSI" for row in cli(paths, ledger, "indicators", "list")))
            window.see("Last fetch")
            assert not [path for path, _ in feeds.asked if not path.startswith("/v1") and "fsi" not in path], feeds.asked
        finally:
            window.close()


@contextlib.contextmanager
def bus_of_its_own(folder):
    """Without any service that would come by being asked for; the accessible tree is that of the session."""
    write(folder + "/bus.conf", BUS.replace("@FOLDER@", folder))
    tree = subprocess.run(["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
                           "org.a11y.Bus.GetAddress"], check=True, capture_output=True, text=True).stdout.split("'")[1]
    bus = subprocess.Popen(["dbus-daemon", "--config-file", folder + "/bus.conf", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
    try:
        with environment(DBUS_SESSION_BUS_ADDRESS=bus.stdout.readline().decode().strip(), AT_SPI_BUS_ADDRESS=tree):
            yield
    finally:
        bus.terminate()
        bus.wait()


def is_unlocked():
    answer = subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path",
                             "/org/freedesktop/secrets/aliases/default", "--method", "org.freedesktop.DBus.Properties.Get",
                             "org.freedesktop.Secret.Collection", "Locked"], capture_output=True, text=True, check=False)
    return "<false>" in answer.stdout


def start_keyring(unlocked):
    """A real one, on a bus on which no other comes by being asked for."""
    command = ["gnome-keyring-daemon", "--replace", "--foreground", "--components=secrets"] + (["--unlock"] if unlocked else [])
    daemon = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    daemon.stdin.write(b"password" if unlocked else b"")
    daemon.stdin.close()
    subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"], check=True)
    if unlocked:  # it has its name before it has taken the password
        wait("the keyring is open", is_unlocked)
    return daemon


@test
def a_real_keyring_keeps_the_key_and_a_locked_one_is_explained(paths):
    folder, ledger, _ = fresh("keyring")
    with bus_of_its_own(folder), Feeds(VALUES) as feeds, environment(AEQUITAS_FEED_URLS=f"fred={feeds.url} nyfed={feeds.url} ofr={feeds.url}"):
        keyring = start_keyring(True)
        window = open_page(paths, ledger)
        try:
            open_dialog(window, "Add Key…: FRED")
            fill(window, "Key", KEY)
            press(window, "Save")
            closed(window)
            window.see("Key: Stored in the keyring")
            click_until(window, "Fetch: FRED", "values came", lambda: any(row["series"] == "VIXCLS" for row in cli(paths, ledger, "indicators", "list")))
        finally:
            window.close()
            keyring.terminate()
            keyring.wait()
        keyring = start_keyring(False)
        window = open_page(paths, ledger)
        try:
            window.see("Key: The keyring is locked: unlock it and try again")
            open_dialog(window, "Edit…: FRED")  # its key may be there, so it is not asked for anew
            wait("the dialog tells it too", lambda: any(words(node) == "The keyring is locked: unlock it and try again" for node in walk(dialog(window))))
            press(window, "Cancel")
            closed(window)
            click_until(window, "Fetch: New York Fed", "the others work", lambda: any(row["series"] == "SOFR" for row in cli(paths, ledger, "indicators", "list")))
        finally:
            window.close()
            keyring.terminate()
            keyring.wait()


def save_key_in_vain(window):
    open_dialog(window, "Edit…: FRED")
    fill(window, "Key", KEY)
    press(window, "Save")
    window.see("Nothing was saved: empty the field to save the rest without it.")
    press(window, "Cancel")
    closed(window)


@test
def a_key_is_not_stored_while_the_keyring_is_locked(paths):
    folder, ledger, _ = fresh("locked")
    with bus_of_its_own(folder):
        keyring = start_keyring(False)
        window = open_page(paths, ledger)
        try:
            window.see("Key: The keyring is locked: unlock it and try again")
            save_key_in_vain(window)
            assert KEY.encode() not in read_bytes(ledger)
            window.see("Key: The keyring is locked: unlock it and try again")
        finally:
            window.close()
            keyring.terminate()
            keyring.wait()


@test
def a_session_without_a_keyring_is_explained(paths):
    folder, ledger, inbox = fresh("absent")
    with bus_of_its_own(folder):
        window = open_page(paths, ledger)
        try:
            window.see("Key: No keyring service runs in this session")
            save_key_in_vain(window)
            write(inbox + "/one.sta", STATEMENT)
            add_folder(window, inbox)
            press(window, "Save")
            wait("folders work without it", lambda: len(flows(paths, ledger)) == 1)
        finally:
            window.close()


if __name__ == "__main__":
    run(__file__)
