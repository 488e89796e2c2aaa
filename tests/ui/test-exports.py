#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Ctrl+E on each page: the file that is written holds what is seen, in its order."""

import csv
import os
import subprocess
from decimal import Decimal

from desktop import Desktop, run, test, wait, walk, words


def open_page(paths, page):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", page)
    desktop.see("All Accounts")
    subprocess.run(["xdotool", "windowfocus", "--sync", desktop.windows()[-1][1]], check=True)
    return desktop


def export(desktop, name):
    """The rows of what is exported as CSV."""
    path = os.environ["HOME"] + "/" + name
    desktop.key("ctrl+e")
    desktop.see("Export What Is Seen")
    desktop.key("ctrl+a")
    subprocess.run(["xdotool", "type", "--delay", "20", name], check=True)
    desktop.key("Return")
    wait(f"{name} is written", lambda: os.path.exists(path) or desktop.find("nothing here to export"))
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@test
def position_gives_the_accounts_that_are_seen(paths):
    desktop = open_page(paths, "Position")
    try:
        desktop.see("USD prime brokerage")
        rows = export(desktop, "position.csv")
        assert "USD prime brokerage" in [row["name"] for row in rows], rows
        assert {row["date"] for row in rows} == {"2026-11-20"}, rows
        assert all(Decimal(row["now"]) == Decimal(row["opening"]) + Decimal(row["in"]) + Decimal(row["out"]) for row in rows), rows
    finally:
        desktop.close()


@test
def sheets_come_sorted_as_they_are_seen(paths):
    desktop = open_page(paths, "Ledger")
    try:
        for name, by in (("Limits", "headroom"), ("Balances", "ledger"), ("Obligations", "amount")):
            desktop.click(name)
            title = {"headroom": "Headroom", "ledger": "Balance", "amount": "Amount"}[by]
            desktop.see("Ledger as of")
            table = desktop.see(name, "tree table")
            header = wait(f"{name} has columns", lambda: next((node for node in walk(table) if words(node) == title), None))
            desktop.press(header)
            rows = export(desktop, name + ".csv")
            amounts = [Decimal(row[by]) for row in rows if row[by]]
            assert len(amounts) > 2 and amounts == sorted(amounts), amounts
    finally:
        desktop.close()


@test
def imports_give_their_history(paths):
    path = os.environ["HOME"] + "/extra.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("account,settle_ts,value_date,booking_date,amount,currency,category,counterparty,reference,bank_reference,narrative,status\n"
                   "T-1,2026-02-02T10:00:00Z,2026-02-02,2026-02-02,100.00,USD,fee,A,R1,B1,x,actual\n")
    subprocess.run([paths["cli"], "--quiet", "--ledger", paths["ledger"], "import", path], check=True, stdout=subprocess.DEVNULL)
    desktop = open_page(paths, "Imports")
    try:
        desktop.see("extra.csv")
        rows = export(desktop, "imports.csv")
        assert [row["added"] for row in rows if row["file"] == "extra.csv"] == ["1"], rows
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
