#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Reports page: the month's BCBS 248 report on screen, exported and read back; the position worksheet and the ladder; the print dialog."""

import csv
import json
import os
import subprocess
import zipfile

from desktop import NOW, Desktop, run, test, wait, walk, words


def command(paths, *arguments):
    return subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", paths["ledger"], *arguments], check=True, capture_output=True,
                          text=True).stdout


def start(paths, *more):
    return Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Reports", *more)


def figure(desktop, caption):
    return [words(node) for node in walk(desktop.see(caption, "label").get_parent()) if node.get_role_name() == "label"]


def section(paths, month, index=0):
    return json.loads(command(paths, "--json", "report", "bcbs248", "--month", month))["sections"][index]


def on_screen(amount):
    return f"{float(amount):,.2f}"


def assert_shows(desktop, told):
    usage = told["tools"]["a1"]["usage"]
    wait("the largest usage", lambda: figure(desktop, "Largest Usage")[1:] == [on_screen(usage["largest"][0]["amount"]),
                                                                              f"{told['currency']} · {usage['largest'][0]['date']}"])
    assert figure(desktop, "Average Usage")[1] == on_screen(usage["average"])


def export(desktop, button, name):
    desktop.click(button)
    desktop.point(desktop.see("Export What Is Seen"), 0.5, 0.5)  # keys go to the window under the pointer
    desktop.key("Return")
    desktop.see(f"Exported as {name}")
    return f"{os.environ['HOME']}/{name}"


@test
def the_last_full_month_is_shown_and_others_can_be_chosen(paths):
    desktop = start(paths)
    try:
        desktop.see("2026-10", "label")
        assert_shows(desktop, section(paths, "2026-10"))
        for chart in ("Usage and Surplus by Day, A(i)", "Available at the Open, A(ii)", "Payments by Day, A(iii)", "Throughput, C(i)"):
            desktop.see(chart)
        desktop.click("Earlier month")
        assert_shows(desktop, section(paths, "2026-09"))
        desktop.click("Later month")
        assert_shows(desktop, section(paths, "2026-10"))
    finally:
        desktop.close()


@test
def the_report_is_exported_and_read_back_with_the_figures_on_screen(paths):
    desktop = start(paths)
    try:
        desktop.see("2026-10", "label")
        usage = wait("a usage", lambda: figure(desktop, "Largest Usage"))
        amount, day = usage[1].replace(",", ""), usage[2].split()[-1]
        book = export(desktop, "Excel", "bcbs248-2026-10.xlsx")
        with zipfile.ZipFile(book) as archive:
            sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert any(f"<v>{float(amount):.12g}</v>" in sheet or f"<v>{amount}</v>" in sheet for sheet in sheets), amount
        days = export(desktop, "CSV", "bcbs248-2026-10.csv")
        with open(days, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert any(amount in row.values() for row in rows if day in row.values()), (usage, rows[0])
        paper = export(desktop, "PDF", "bcbs248-2026-10.pdf")
        with open(paper, "rb") as file:
            assert file.read(5) == b"%PDF-"
    finally:
        desktop.close()


@test
def tools_days_and_what_is_missing_have_their_views(paths):
    told = section(paths, "2026-10")
    desktop = start(paths)
    try:
        desktop.click("Tools")
        desktop.see("Gross payments sent")
        desktop.see("Sent by 12:00")
        desktop.click("Days")
        table = desktop.see("Days of the month", "tree table")
        wait("a row a day", lambda: f"{told['days']} rows" in [words(node) for node in walk(desktop.frame)])
        assert any(words(node) == "2026-10-01" for node in walk(table))
        desktop.click("Missing")
        if told["gaps"]:
            desktop.see(told["gaps"][0])
    finally:
        desktop.close()


@test
def the_worksheet_and_the_ladder_are_reports_too(paths):
    command(paths, "export", "worksheet", "--to", os.environ["HOME"] + "/told.csv")
    with open(os.environ["HOME"] + "/told.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    desktop = start(paths)
    try:
        desktop.click("Position Worksheet")
        table = desktop.see("Position worksheet", "tree table")
        shown = f"{float(rows[0]['opening']):,.2f}"
        wait("the opening of the first account", lambda: any(words(node) == shown for node in walk(table)))
        desktop.see("All EUR (3 accounts)")
        desktop.click("Ladder")
        desktop.see("Choose an Account")
        desktop.key("ctrl+e")
        desktop.see("There is nothing here to export")
    finally:
        desktop.close()


@test
def ctrl_p_opens_the_print_dialog(paths):
    desktop = start(paths)
    try:
        desktop.see("2026-10", "label")
        desktop.key("ctrl+p")
        desktop.see("Print", "dialog")
        desktop.key("Escape")
        wait("the dialog is gone", lambda: desktop.find("Print", "dialog") is None)
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"], ["forecast"])
