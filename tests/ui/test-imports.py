#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files into a ledger through the window: the assistant from first run to undo, cancel, paste, a watched folder, and a program that is
killed while it imports. Arguments: the desktop, the command line program, the build folder."""

import json
import os
import shutil
import subprocess
import time

import desktop as ui
from desktop import Desktop, NOW, test, wait, walk, words

ODD = "Wann;Wem;Wieviel\n03.02.2026;Alder;100,00\n04.02.2026;Birch;-40,00\n" + "".join(
    f"{day:02d}.02.2026;Cedar;{day},00\n" for day in range(5, 16)) + "31.02.2026;Gorse;11,00\n"
BANK = "Datum;Betrag;Verwendungszweck\n03.02.2026;-1.200,00;Miete\n05.02.2026;2.500,50;Gehalt\n31.02.2026;7,00;Storno\n"
STATEMENT = (":20:REF1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260201EUR1000,00\n:61:2602020202D100,00NTRFNONREF\n:86:Rent\n"
             ":62F:C260202EUR900,00\n-\n")


def fresh(name):
    """A folder for one test, with no ledger of late and none of the user's own."""
    folder = f"{os.environ['HOME']}/{name}"
    os.makedirs(folder)
    shutil.rmtree(os.environ["XDG_CONFIG_HOME"] + "/aequitas", ignore_errors=True)
    shutil.rmtree(os.environ["XDG_DATA_HOME"] + "/aequitas", ignore_errors=True)
    return folder


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def flows(paths, ledger):
    said = subprocess.run([paths["cli"], "--now", NOW, "--json", "--ledger", ledger, "flows"], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)


def imports(paths, ledger):
    said = subprocess.run([paths["cli"], "--now", NOW, "--json", "--ledger", ledger, "imports"], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)


def large(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.write("date,amount,currency,account,reference\n")
        for i in range(rows):
            file.write(f"2026-02-{i % 28 + 1:02d},{i % 900 + 1}.{i % 100:02d},EUR,DESK,R{i}\n")
    return path


def button(window, name):
    """The button of exactly this name, which stands there once with its mnemonic: others have it as a part of theirs. Dialogs come first:
    what is behind them cannot be pressed."""
    def find():
        for frame in reversed(window.frames()):
            for node in walk(frame):
                if node.get_role_name() == "push button" and node.get_name().replace("_", "") in (name, f"{name} {name}"):
                    return node
        return None
    return wait(f"a button {name!r}", find)


def press(window, name):
    button(window, name).act()


def choose(window, name, item):
    """Chooses the item at this place of a drop-down, as keys do."""
    choice = window.see(name, "combo box")
    button = next(node for node in walk(choice) if node.get_role_name() == "push button")
    button.act()
    wait("the list is open", lambda: any(node.get_role_name() == "list item" for node in walk(choice)))
    for key in ["Home"] + ["Down"] * item + ["Return"]:
        window.key(key)


@test
def the_first_file_makes_the_ledger_and_is_taken_back(paths):
    folder = fresh("first")
    ledger = os.environ["XDG_DATA_HOME"] + "/aequitas/ledger.aequitas"
    window = Desktop(paths["desktop"], paths["build"], write(folder + "/bank.csv", BANK))
    try:
        window.see("Money out is negative: -1.200,00 leaves the account, 2.500,50 comes in.")
        window.see("2 new flows")
        window.see("1 bad row")
        window.see("31.02.2026 is no date")
        window.see("New account: UNNAMED USD")
        assert not os.path.exists(ledger) or flows(paths, ledger) == []
        press(window, "Import")
        window.see("2 flows added")
        window.see("1 bad row left out")
        assert sorted(flow["amount"] for flow in flows(paths, ledger)) == ["-1200.00", "2500.50"], flows(paths, ledger)
        press(window, "Undo")
        window.see("Taken back")
        assert flows(paths, ledger) == []
        press(window, "Done")
        wait("the assistant goes", lambda: len(window.frames()) == 1)
        press(window, "Undo")  # of the toast: the same as Ctrl+Z
        window.see("Undone: bank.csv was taken back")
        assert len(flows(paths, ledger)) == 2
    finally:
        window.close()


@test
def columns_are_mapped_by_hand_and_remembered(paths):
    folder = fresh("mapped")
    ledger = folder + "/desk.ledger"
    subprocess.run([paths["cli"], "--ledger", ledger, "accounts"], check=True, stdout=subprocess.DEVNULL)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, write(folder + "/odd.csv", ODD))
    try:
        window.see("What Wem holds")
        window.see("13 new flows")
        choose(window, "Signs", 1)
        window.see("Money out is positive: 100,00 leaves the account, -40,00 comes in.")
        choose(window, "What Wem holds", 15)
        wait("the second column is the counterparty", lambda: "Counterparty" in [words(node) for node in walk(window.see("What Wem holds"))])
        window.key("alt+r")  # a check button has no action on the bus
        press(window, "Import")
        window.see("13 flows added")
        booked = [(flow["amount"], flow["counterparty"]) for flow in flows(paths, ledger)]
        assert ("-100.00", "Alder") in booked and ("40.00", "Birch") in booked, booked
    finally:
        window.close()
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, write(folder + "/odd-2.csv", ODD))
    try:
        window.see("13 known already")
        window.see("Money out is positive")
    finally:
        window.close()


@test
def a_cancelled_import_leaves_nothing(paths):
    folder = fresh("cancelled")
    ledger = folder + "/desk.ledger"
    subprocess.run([paths["cli"], "--ledger", ledger, "accounts"], check=True, stdout=subprocess.DEVNULL)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, large(folder + "/large.csv", 400000))
    try:
        window.see("what is known already is counted by the import")
        press(window, "Import")
        task = window.see("Importing…", "label")
        cancel = button(window, "Cancel Import")
        began = time.monotonic()
        cancel.act()
        wait("the window answers", lambda: words(task) != "Importing…")
        took = time.monotonic() - began
        assert took < 0.5, f"the window answered after {took} s"  # of which the bus takes more than half
        window.see("Not imported")
        assert flows(paths, ledger) == []
    finally:
        window.close()


@test
def an_import_is_taken_back_and_made_again_on_the_page(paths):
    folder = fresh("page")
    ledger = folder + "/desk.ledger"
    window = Desktop(paths["desktop"], paths["build"], write(folder + "/one.csv", BANK), write(folder + "/none.csv", "%PDF-1.4\n"),
                     "--page", "Imports")
    ledger = os.environ["XDG_DATA_HOME"] + "/aequitas/ledger.aequitas"
    try:
        window.see("2 new flows")
        press(window, "Import")
        window.see("2 flows added")
        window.see("Refused")
        window.see("is a PDF document")
        press(window, "Done")
        window.see("With warnings")
    finally:
        window.close()
    # Without a window manager no key reaches a window whose dialog has gone.
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports")
    try:
        window.see("With warnings")
        window.see("line 4, field Datum: 31.02.2026 is no date")
        subprocess.run(["xdotool", "mousemove", "640", "190", "click", "1"], check=True)
        window.key("Delete")
        window.see("one.csv was taken back")
        assert flows(paths, ledger) == []
        window.key("ctrl+z")
        window.see("Undone: one.csv was taken back")
        assert len(flows(paths, ledger)) == 2
        window.key("ctrl+shift+z")
        window.see("Done again: one.csv was taken back")
        assert flows(paths, ledger) == []
        os.remove(folder + "/one.csv")
        window.key("ctrl+z")
        window.see("one.csv: ")
        assert flows(paths, ledger) == []
    finally:
        window.close()


@test
def rows_are_pasted(paths):
    folder = fresh("pasted")
    ledger = folder + "/desk.ledger"
    subprocess.run([paths["cli"], "--ledger", ledger, "--quiet", "import", "--accept-warnings", write(folder + "/bank.csv", BANK)], check=True,
                   stdout=subprocess.DEVNULL)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports")
    try:
        window.see("bank.csv")
        press(window, "Paste Rows")
        window.see("The clipboard holds no table")
        subprocess.run(["xdotool", "mousemove", "640", "190", "click", "1"], check=True)
        window.key("ctrl+shift+c")
        window.see("Copied as a table")
        window.key("ctrl+v")
        window.see("Pasted Rows.tsv")
    finally:
        window.close()


@test
def a_watched_folder_brings_its_files(paths):
    folder = fresh("watched")
    ledger = folder + "/desk.ledger"
    inbox = folder + "/inbox"
    os.makedirs(inbox)
    subprocess.run([paths["cli"], "--ledger", ledger, "accounts"], check=True, stdout=subprocess.DEVNULL)
    os.makedirs(os.environ["XDG_CONFIG_HOME"] + "/aequitas")
    write(os.environ["XDG_CONFIG_HOME"] + "/aequitas/desktop.ini",
          f"[ai/aequitas/Aequitas]\nwatched-folders={{'{ledger}': '{inbox}'}}\n")
    write(inbox + "/before.sta", STATEMENT)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports")
    try:
        window.see("are imported by themselves")
        window.see("before.sta: 1 flow added")
        write(inbox + "/unknown.csv", BANK)
        window.see("is a table that no profile knows yet")
        write(inbox + "/after.sta", STATEMENT.replace("REF1", "REF2").replace("100,00", "50,00").replace("900,00", "950,00"))
        window.see("after.sta: 1 flow added")
        assert len(flows(paths, ledger)) == 2
        subprocess.run(["xdotool", "mousemove", "640", "400", "click", "1"], check=True)
        window.key("ctrl+z")
        window.see("Undone: after.sta: 1 flow added")
        assert len(flows(paths, ledger)) == 1
        window.key("ctrl+shift+z")
        window.see("Done again: after.sta: 1 flow added")
        assert len(flows(paths, ledger)) == 2
        press(window, "Stop Watching")
        window.see("No folder is watched")
    finally:
        window.close()


@test
def a_killed_import_shows_the_old_state(paths):
    folder = fresh("killed")
    ledger = folder + "/desk.ledger"
    subprocess.run([paths["cli"], "--ledger", ledger, "--quiet", "import", "--accept-warnings", write(folder + "/bank.csv", BANK)], check=True,
                   stdout=subprocess.DEVNULL)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, large(folder + "/large.csv", 400000))
    window.see("what is known already is counted by the import")
    press(window, "Import")
    wait("something is being written", lambda: os.path.exists(ledger + "-wal") and os.path.getsize(ledger + "-wal") > 1 << 20)
    window.process.kill()
    window.process.wait()
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", "Imports")
    try:
        window.see("bank.csv")
        assert len(imports(paths, ledger)) == 1
        assert len(flows(paths, ledger)) == 2
        subprocess.run([paths["cli"], "--ledger", ledger, "check"], check=True, stdout=subprocess.DEVNULL)
    finally:
        window.close()


@test
def a_banks_own_file_goes_in(paths):
    real = os.environ.get("AEQ_REAL_DATA")
    if real is None:
        raise ui.Skip("AEQ_REAL_DATA is not set")
    folder = fresh("real")
    window = Desktop(paths["desktop"], paths["build"], real + "/corpus/csv/beancount-beangulp__statement.csv")
    try:
        window.see("new flows")
        press(window, "Import")
        window.see("flows added")
    finally:
        window.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    ui.run(__file__)
