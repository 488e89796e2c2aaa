#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Ledger page by hand, end to end: categories, rules, saved filters, limits, undo, copy and export, and two programs on one ledger.
Arguments: the desktop, the command line program, the build folder."""

import contextlib
import csv
import os
import shutil
import sqlite3
import subprocess
import sys

import desktop
from desktop import NOW, test, wait, walk, words

HEADER = "account,settle_ts,amount,currency,category,counterparty,narrative,status\n"
ROWS = [
    "A-EUR,2026-11-20T08:00:00Z,1000.00,EUR,trade,Alder Bank,first,actual",
    "A-EUR,2026-11-20T09:00:00Z,-250.50,EUR,,Birch Trust,second,actual",
    "A-EUR,2026-11-20T10:00:00Z,-400.00,EUR,,Cedar Clearing,third,actual",
    "A-EUR,2026-11-20T11:00:00Z,75.25,EUR,,Alder Bank,fourth,actual",
    "B-JPY,2026-11-20T03:00:00Z,5000,JPY,coupon,Dogwood,fifth,actual",
]
BUTTONS = ("push button", "button", "toggle button", "menu item")


def is_called(node, name):
    """By its own name, or that of the label on it; a popover that hangs on it is not on it."""
    on_it = [part for child in node.children() for part in [child, *child.children()]]
    return node.get_name() == name or (node.get_role_name() in BUTTONS and any(words(part) == name for part in on_it))


def is_laid_out(node):
    """Not on a tab that nobody has gone to."""
    return node.area().width > 0


class Ledger(desktop.Desktop):
    """A window on a ledger of its own, with its dialogs."""

    def __init__(self, paths, name):
        self.path = f"{os.environ['HOME']}/{name}.ledger"
        shutil.copy(paths["ledger"], self.path)
        self.cli = [paths["cli"], "--quiet", "--now", NOW, "--ledger", self.path]
        super().__init__(paths["desktop"], paths["build"], "--ledger", self.path, "--page", "Ledger")
        self.see("5 flows\n")

    def find(self, text, role=None):
        for node in self.nodes():
            if (role is None or node.get_role_name() == role) and text in words(node):
                return node
        return None

    def ask(self, sql):
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchone()[0]

    def comes(self, sql, value):
        wait(f"{sql} is {value!r}", lambda: self.ask(sql) == value)

    def category(self, counterparty):
        return self.ask(f"SELECT group_concat (coalesce (category, '-')) FROM flow WHERE counterparty = '{counterparty}'")

    def tap(self, text, modifier=None):
        """A click of the mouse on the words."""
        def look():
            return next((node for node in self.nodes() if node.get_role_name() == "label" and words(node) == text and is_laid_out(node)), None)
        box = wait(f"the words {text}", look).area()
        command = ["xdotool", "mousemove", str(box.x + 10), str(box.y + box.height // 2 + 5)]
        if modifier is not None:
            command += ["keydown", modifier, "click", "1", "keyup", modifier]
        else:
            command += ["click", "1"]
        subprocess.run(command, check=True)

    def nodes(self):
        for frame in self.frames():
            yield from walk(frame)

    def field(self, name):
        """The text that can be edited in what is called exactly so."""
        def look():
            for node in self.nodes():
                if node.get_name() == name:
                    for part in walk(node):
                        if part.is_entry():
                            return part
            return None
        return wait(f"the field {name}", look)

    def push(self, name):
        """A click on the button that is called exactly so."""
        def look():
            parts = (part for node in self.nodes() if is_laid_out(node) and is_called(node, name) for part in walk(node))
            return next((part for part in parts if part.action() == "click"), None)
        wait(f"the button {name}", look).act()

    def text_of(self, name):
        return self.field(name).text()

    def enter(self, name, text):
        """Types into a field as a whole; the keys that follow go to it."""
        self.field(name).set_text(text)
        wait(f"{text!r} in {name}", lambda: self.text_of(name) == text)


@contextlib.contextmanager
def ledger(paths, name):
    window = Ledger(paths, name)
    try:
        yield window
    finally:
        window.close()


def select(window, first, last=None):
    window.tap(first)
    window.see("1 flow selected")
    if last is not None:
        window.tap(last, "shift")
        wait("several are selected", lambda: window.find("flows selected"))


@test
def a_category_is_edited_undone_and_done_again(paths):
    with ledger(paths, "category") as window:
        select(window, "Birch Trust", "Cedar Clearing")
        window.key("F2")
        window.enter("Category", "fees")
        window.key("Return")
        window.see("2 categories changed")
        assert window.category("Birch Trust") == window.category("Cedar Clearing") == "fees"
        window.see("fees", "label")
        window.key("ctrl+z")
        window.see("Undone: 2 categories changed")
        assert window.category("Birch Trust") == "-"
        window.key("ctrl+shift+z")
        window.see("Done again: 2 categories changed")
        assert window.category("Cedar Clearing") == "fees"
        window.see("2 flows selected")


@test
def a_category_is_filled_down(paths):
    with ledger(paths, "fill") as window:
        select(window, "Cedar Clearing", "first")
        window.key("F2")
        window.enter("Category", "margin")
        window.key("Return")
        window.see("categories changed")
        window.tap("Dogwood")
        window.see("1 flow selected")
        window.tap("Cedar Clearing", "shift")
        wait("a range", lambda: window.find("4 flows selected"))
        window.key("ctrl+d")
        window.comes("SELECT category FROM flow WHERE counterparty = 'Dogwood'", "margin")


@test
def a_rule_is_made_of_a_selection(paths):
    with ledger(paths, "rule") as window:
        select(window, "fourth")
        window.key("shift+F10")
        window.push("New Category Rule…")
        window.see("1 flow without a category matches")
        assert window.text_of("Counterparty contains") == "Alder Bank"
        window.enter("Category", "dividend")
        window.push("Add Rule")
        window.see("Rule added, 1 flow categorised")
        assert window.category("Alder Bank") == "trade,dividend"
        window.key("ctrl+z")
        window.see("Undone: Rule added")
        assert window.category("Alder Bank") == "trade,-"
        assert window.ask("SELECT COUNT(*) FROM category_rule") == 0


@test
def a_filter_is_saved_picked_and_deleted(paths):
    with ledger(paths, "filter") as window:
        window.enter("Find in flows", "Alder")
        window.see("2 flows\n")
        window.push("Saved filters")
        window.enter("Name of this filter", "Alder only")
        window.push("Save")
        window.see("Filter “Alder only” saved")
        window.push("Show all flows")
        window.see("5 flows\n")
        window.push("Saved filters")
        window.tap("Alder only")
        window.see("2 flows\n")
        assert window.text_of("Find in flows") == "Alder"
        window.push("Saved filters")
        window.push("Delete the filter Alder only")
        window.see("Filter “Alder only” deleted")
        assert "Alder only" not in window.ask("SELECT value FROM ledger_info WHERE key = 'flow_filters'")
        window.push("Undo")
        window.see("Undone: Filter")
        assert "Alder only" in window.ask("SELECT value FROM ledger_info WHERE key = 'flow_filters'")


@test
def a_limit_is_typed_as_people_do(paths):
    with ledger(paths, "limit") as window:
        window.tap("Limits")
        window.push("Add the First…")
        window.enter("Floor", "abc")
        window.push("Save")
        window.see("is not an amount: type it like")
        window.enter("Floor", "-1.5m")
        window.enter("Early warning", "=2*100-50.5")
        window.push("Save")
        window.see("Limit added")
        window.see("-1,500,000.00")
        assert window.ask("SELECT floor_amount || ' ' || early_warning FROM limit_line") == "-150000000 14950"
        window.key("ctrl+z")
        window.comes("SELECT COUNT(*) FROM limit_line", 0)


@test
def what_is_seen_is_exported(paths):
    with ledger(paths, "export") as window:
        out = os.environ["HOME"] + "/seen.csv"
        window.enter("Find in flows", "Alder")
        window.see("2 flows\n")
        window.key("ctrl+e")
        window.enter("Name:", out)
        window.push("Export")
        window.see("Exported as seen.csv")
        with open(out, encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [(row["counterparty"], row["amount"]) for row in rows] == [("Alder Bank", "75.25"), ("Alder Bank", "1000.00")], rows


@test
def a_copy_has_plain_numbers(paths):
    with ledger(paths, "copy") as window:
        select(window, "first")
        window.key("ctrl+shift+c")
        window.see("Copied as a table")
        window.key("ctrl+f")
        window.key("ctrl+v")
        wait("the copy is pasted", lambda: "1000.00" in window.text_of("Find in flows"))
        text = window.text_of("Find in flows")
        assert text.startswith("Settles\tAccount\tAmount"), repr(text)
        assert "\tA-EUR\t1000.00\tEUR\tactual\ttrade\tAlder Bank\t" in text, repr(text)


@test
def what_another_program_writes_is_shown(paths):
    with ledger(paths, "two") as window:
        path = os.environ["HOME"] + "/more.csv"
        with open(path, "w", encoding="utf-8") as more:
            more.write(HEADER + "A-EUR,2026-11-20T12:00:00Z,1.00,EUR,,Elm,sixth,actual\n")
        subprocess.run([*window.cli, "import", path], check=True, stdout=subprocess.DEVNULL)
        window.tap("Settles")  # the window is active
        window.see("6 flows\n")


@test
def a_change_by_another_program_is_not_undone(paths):
    with ledger(paths, "refuse") as window:
        select(window, "Birch Trust")
        window.key("F2")
        window.enter("Category", "mine")
        window.key("Return")
        window.see("1 category changed")
        no = window.ask("SELECT MAX (no) FROM change")
        subprocess.run([*window.cli, "undo", str(no)], check=True, stdout=subprocess.DEVNULL)
        window.key("ctrl+z")
        window.see("cannot be taken back: the record was changed again since")


if __name__ == "__main__":
    COMMANDS = []
    if "INSIDE" in os.environ:
        ROWS_PATH = os.environ["HOME"] + "/rows.csv"
        with open(ROWS_PATH, "w", encoding="utf-8") as ROWS_FILE:
            ROWS_FILE.write(HEADER + "\n".join(ROWS) + "\n")
        COMMANDS = [["import", ROWS_PATH]]
    sys.exit(desktop.run(__file__, *COMMANDS))
