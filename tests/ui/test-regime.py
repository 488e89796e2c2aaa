#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Regime page: a crisis that comes in shows on every page, figures of the command line, what is missing and what to do, feeds that are
fetched, fail and are broken off, export and copy."""

import csv
import datetime
import glob
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import unittest.mock

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from desktop import NOW, Desktop, run, test, wait, walk, words  # pylint: disable=wrong-import-position
from feeds import Feeds  # pylint: disable=wrong-import-position

TODAY = datetime.date(2026, 11, 20)


def command(paths, ledger, *arguments):
    return subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", ledger, *arguments], check=True, capture_output=True, text=True).stdout


def fresh(paths, name, *commands):
    """A ledger of its own with nothing in it but what the @commands bring."""
    ledger = f"{os.environ['HOME']}/{name}.ledger"
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(ledger + suffix):
            os.remove(ledger + suffix)
    command(paths, ledger, "accounts")
    for arguments in commands:
        command(paths, ledger, *arguments)
    return ledger


def market(name, panic, first=730, last=1):
    """A VIX and a spread from so many days ago to so many, calm but for the last @panic days. The file's path."""
    path = f"{os.environ['HOME']}/{name}.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("date,series,value\n")
        for i in range(first, last - 1, -1):
            day = TODAY - datetime.timedelta(days=i)
            if day.weekday() < 5:
                file.write(f"{day},VIXCLS,{60 if i <= panic else 14 + i % 3}\n{day},BAA10Y,{5 if i <= panic else 2}.{i % 10}\n")
    return path


def start(paths, ledger, page="Regime", *arguments):
    return Desktop(paths["desktop"], paths["build"], "--ledger", ledger, "--page", page, *arguments)


def stand_in(feeds):
    """The windows that are started meanwhile ask these."""
    return unittest.mock.patch.dict(os.environ, AEQUITAS_FEED_URLS=f"nyfed={feeds.url} ofr={feeds.url}")


def figure(desktop, caption):
    """The figure under a caption of the row of figures, and the caption below it."""
    def find():
        for node in walk(desktop.frame):
            if node.get_role_name() == "label" and words(node) == caption:
                box = [words(child) for child in walk(node.get_parent()) if child.get_role_name() == "label"]
                if len(box) == 3 and box[1]:  # it has been read
                    return box
        return None
    return wait(f"a figure {caption!r}", find)


def badge(desktop, word):
    return wait(f"the badge says {word}", lambda: desktop.find(word, "toggle button") or desktop.find(word, "push button"))


def press(desktop, name):
    """A button of a dialog, or of the page, that can be seen."""
    def find():
        for frame in reversed(desktop.frames()):
            for node in walk(frame):
                if node.get_role_name() == "push button" and node.get_name().replace("_", "") in (name, f"{name} {name}") and node.area().width > 0:
                    return node
        return None
    wait(f"a button {name!r}", find).act()


def import_file(desktop, path, mix=False):
    press(desktop, "Import…")
    if mix:
        desktop.see("Mix Invented and Real Markets?")
        press(desktop, "Mix")
    wait("the dialog asks for a file", lambda: len(desktop.frames()) > 1)
    desktop.see("Import Market Series")
    desktop.key("slash")
    subprocess.run(["xdotool", "type", "--delay", "20", path[1:]], check=True)
    desktop.key("Return")


@test
def without_series_the_page_says_what_to_do(paths):
    desktop = start(paths, fresh(paths, "none"))
    try:
        desktop.see("No Market Series Yet")
        desktop.see("FRED, with a key set in Connections")
        badge(desktop, "Regime unknown")
        desktop.key("ctrl+e")
        desktop.see("There is nothing here to export")
    finally:
        desktop.close()


@test
def the_figures_are_those_of_the_command_line(paths):
    told = json.loads(command(paths, paths["ledger"], "--json", "regime"))
    desktop = start(paths, paths["ledger"])
    try:
        desktop.see(f"Steady markets since {told['since']}")
        assert figure(desktop, "Steady")[1] == f"{100 * told['p_steady']:.1f} %", figure(desktop, "Steady")
        assert figure(desktop, "Since")[1] == told["since"]
        assert figure(desktop, "Sources")[1:] == ["3 of 3", "volatility, credit, funding"]
        assert figure(desktop, "Oldest Input")[1] == min(driver["date"] for driver in told["drivers"])
        for reason in told["reasons"]:
            desktop.see(reason)
        for driver in told["drivers"]:
            desktop.see(driver["series"], "label")
        desktop.see("Of 2026-11-19 · published 2026-11-20, 1 d later")
        desktop.see("14.28 index points")
        desktop.see("Other series of the ledger", "push button").act()
        desktop.see("Secured overnight financing rate", "label")  # of what was folded away
        desktop.see("The markets of the sample desk are invented")
    finally:
        desktop.close()


@test
def a_crisis_that_comes_in_shows_on_every_page(paths):
    ledger = fresh(paths, "crisis", ("indicators", "import", market("calm", 0, last=13)))
    desktop = start(paths, ledger)
    try:
        desktop.see("Steady markets since")
        badge(desktop, "Steady markets")
        desktop.go_to("Position")
        desktop.see("No Accounts Yet")
        badge(desktop, "Steady markets")
        desktop.go_to("Regime")
        import_file(desktop, market("panic", 12, first=12))
        desktop.see("Imported: new values:")
        badge(desktop, "Crisis since")
        wait("the page itself", lambda: figure(desktop, "Crisis")[1] > "9")
        desktop.see("VIX is above 50", "label")
        for page in ("Position", "Intraday", "Forecast", "Scenarios", "Accuracy", "Ledger", "Alerts"):
            desktop.go_to(page)
            badge(desktop, "Crisis since")
        desktop.go_to("Regime")
        desktop.click("Episodes")
        table = desktop.see("Episodes of stress", "tree table")
        wait("the crisis is an episode", lambda: "crisis" in [words(node) for node in walk(table)])
    finally:
        desktop.close()
    assert json.loads(command(paths, ledger, "--json", "regime"))["state"] == "crisis"


@test
def a_crisis_changes_what_position_and_forecast_say(paths):
    ledger = f"{os.environ['HOME']}/mixed.ledger"
    shutil.copy(paths["ledger"], ledger)
    with sqlite3.connect(ledger) as store:  # values that are there are never changed
        store.execute("DELETE FROM market_observation WHERE series IN ('VIXCLS', 'BAA10Y') AND day >= '2026-11-08'")
    store.close()
    desktop = start(paths, ledger, "Position")
    try:
        desktop.see("Steady markets since")
        desktop.click("Open Regime")
        desktop.see("Probability of Each State")
        press(desktop, "Import…")
        desktop.see("Mix Invented and Real Markets?")  # of the sample desk
        press(desktop, "Cancel")
        wait("it is let go", lambda: not desktop.find("Mix Invented"))
        import_file(desktop, market("mixed", 12, first=12), mix=True)
        badge(desktop, "Crisis since")
        desktop.go_to("Position")
        wait("the card", lambda: len([node for node in walk(desktop.frame) if words(node).startswith("Crisis since")]) > 1)
        desktop.key("F9")
        desktop.go_to("Forecast")
        desktop.see("1 forecast issued")
        desktop.see("regime Crisis")
    finally:
        desktop.close()


@test
def what_is_missing_is_named_with_what_to_do(paths):
    desktop = start(paths, fresh(paths, "lacking", ("indicators", "import", market("calm", 0))))
    try:
        desktop.see("2 of 3", "label")
        desktop.see("▲ missing: funding")
        desktop.see("Fetch SOFR and EFFR from the New York Fed; it takes no key.")
    finally:
        desktop.close()


@test
def feeds_are_fetched_and_one_that_fails_is_told(paths):
    days = [TODAY - datetime.timedelta(days=i) for i in range(40, 0, -1)]
    values = {str(day): "4.33" for day in days if day.weekday() < 5}
    with Feeds({"SOFR": values, "EFFR": values, "OFRFSI": values}) as feeds, stand_in(feeds):
        feeds.break_with["/fsi"] = (404, "not here")
        feeds.break_with["/financial-stress-index"] = (404, "not here")
        desktop = start(paths, fresh(paths, "feeds"))
        try:
            desktop.see("No Market Series Yet")
            press(desktop, "Fetch")
            desktop.see("New York Fed: series fetched:")
            desktop.see("OFR")
            desktop.see("FRED, which has volatility and credit, was not asked")
            desktop.see("1 of 3", "label")
            desktop.see("SOFR-EFFR", "label")
            assert not any(path.startswith("/fred") for path, _ in feeds.asked)
        finally:
            desktop.close()


class SlowFeeds(Feeds):
    """Answers what comes after the first request when it is let go."""

    def __init__(self, values):
        self.go = threading.Event()
        super().__init__(values)
        self.server.handle_error = lambda *_: None  # nobody listens any more

    def answer(self, path, query):
        if len(self.asked) > 1:
            self.go.wait(60)
        return super().answer(path, query)


@test
def a_fetch_that_is_broken_off_keeps_what_had_come(paths):
    values = {str(TODAY - datetime.timedelta(days=i)): "4.33" for i in range(20, 0, -1) if (TODAY - datetime.timedelta(days=i)).weekday() < 5}
    with SlowFeeds({"SOFR": values, "EFFR": values, "OFRFSI": values}) as feeds, stand_in(feeds):
        ledger = fresh(paths, "slow")
        desktop = start(paths, ledger)
        try:
            desktop.see("No Market Series Yet")
            press(desktop, "Fetch")
            desktop.see("Fetching Market Series")
            wait("the second request", lambda: len(feeds.asked) > 1)
            press(desktop, "Cancel")
            desktop.see("SOFR", "label")
            desktop.see("Funding is missing")
            assert not desktop.find("series fetched:")
        finally:
            feeds.go.set()
            desktop.close()
        assert "SOFR" in command(paths, ledger, "indicators", "list")


@test
def a_bad_file_changes_nothing_and_says_where(paths):
    ledger = fresh(paths, "bad", ("indicators", "import", market("calm", 0)))
    path = os.environ["HOME"] + "/bad.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("date,series,value\n2026-11-18,VIXCLS,15\n2026-11-19,VIXCLS,fifteen\n")
    before = command(paths, ledger, "indicators", "list")
    desktop = start(paths, ledger)
    try:
        desktop.see("Steady markets since")
        import_file(desktop, path)
        desktop.see("bad.csv")
        desktop.see("line 3")
        assert command(paths, ledger, "indicators", "list") == before
    finally:
        desktop.close()


@test
def the_timeline_is_copied_with_titles(paths):
    desktop = start(paths, paths["ledger"])
    try:
        desktop.see("Elevated or crisis")
        figure(desktop, "Steady")
        desktop.press(desktop.see("Probability of Each State", "image"))
        wait("the chart has the focus", lambda: desktop.focus() is not None and desktop.focus().get_role_name() == "image")
        desktop.key("ctrl+shift+c")
        desktop.go_to("Ledger")
        desktop.see("Find in flows")
        desktop.key("ctrl+f")
        wait("the entry has the focus", lambda: desktop.focus() is not None and desktop.focus().text() == "" and desktop.focus().is_entry())
        desktop.key("ctrl+v")
        wait("titles and days are pasted", lambda: "Elevated or crisis" in desktop.typed("Find in flows"))
    finally:
        desktop.close()


@test
def what_is_exported_is_what_is_seen(paths):
    told = json.loads(command(paths, paths["ledger"], "--json", "regime-history", "--from", "2023-11-20"))
    desktop = start(paths, paths["ledger"])
    try:
        desktop.see("Probability of Each State")
        subprocess.run(["xdotool", "windowfocus", "--sync", desktop.windows()[-1][1]], check=True)
        desktop.key("ctrl+e")
        desktop.see("Export What Is Seen")
        desktop.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "20", "regime.csv"], check=True)
        desktop.key("Return")
        desktop.see("Exported as regime.csv")
        with open(glob.glob(os.environ["HOME"] + "/regime.csv")[0], encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["date"] for row in rows] == [one["date"] for one in told], (rows[0], told[0], len(rows), len(told))
        assert [row["state"] for row in rows] == [one["state"] for one in told]
        assert all(abs(float(row["p_crisis"]) - one["p_crisis"]) < 1e-6 for row, one in zip(rows, told)), rows[-1]
        desktop.click("Series")
        desktop.see("Secured overnight financing rate")
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
