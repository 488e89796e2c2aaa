#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Position page end to end: the forecast that is missing, made and grown old; what is late and what is due; from an account to its day."""

import subprocess

import desktop as ui
from desktop import Desktop, run, test, wait, walk, words

LATER = "2026-11-20T17:00:00Z"


def centre(node):
    extents = node.area()
    return str(extents.x + extents.width // 2 + 5), str(extents.y + extents.height // 2 + 5)


def point(node, clicks=1):
    subprocess.run(["xdotool", "mousemove", *centre(node), "click", "--repeat", str(clicks), "--delay", "60", "1"], check=True)


def open_position(paths, *more):
    return Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Position", *more)


def gauges(desktop):
    return [node for node in walk(desktop.frame) if words(node).startswith("Limit use:")]


@test
def a_missing_forecast_says_so_and_is_made_by_f9(paths):
    desktop = open_position(paths)
    try:
        desktop.see("There is no forecast yet. Press F9 for one.")
        desktop.see("Limit use: 28 % now.")
        desktop.see("No score yet")
        desktop.key("F9")
        desktop.see("Forecast of 2026-11-20 14:30", "label")
        desktop.see("at the lowest point ahead")
        assert desktop.find("There is no forecast yet") is None
    finally:
        desktop.close()


@test
def each_account_has_a_row_and_each_currency_its_sum(paths):
    desktop = open_position(paths)
    try:
        for text in ("USD operating ·1771", "EUR central bank ·2615", "All EUR (3 accounts)", "All USD (4 accounts)"):
            desktop.see(text)
        assert desktop.find("All CHF") is None  # one account is its own sum
        assert len(wait("the gauges", lambda: len(gauges(desktop)) == 12 and gauges(desktop))) == 12
        assert all("early warning stands at" in words(gauge) for gauge in gauges(desktop))
    finally:
        desktop.close()


@test
def late_receipts_and_cut_offs_are_told_with_their_times(paths):
    desktop = open_position(paths)
    try:
        for text in ("2 Late Receipts", "Juniper Row Capital", "2,092,800.00 EUR", "T2 customers", "17:00 CET", "Fedwire customers", "18:45 EST"):
            desktop.see(text, "label")
        desktop.see("in 1 h 29 min", "label")
    finally:
        desktop.close()


@test
def a_forecast_grows_old_and_says_so(paths):
    desktop = open_position(paths, "--now", LATER)
    try:
        desktop.see("The forecast is 2 h 30 min old. Press F9 to renew it.")
        desktop.key("F9")
        desktop.see("Forecast of 2026-11-20 17:00", "label")
    finally:
        desktop.close()


@test
def two_clicks_on_an_account_choose_it(paths):
    desktop = open_position(paths)
    try:
        point(desktop.see("GBP custody ·4419", "label"), 2)
        desktop.see("GBP custody (", "label")  # in the header
    finally:
        desktop.close()


@test
def the_sum_of_a_currency_leads_to_its_accounts(paths):
    desktop = open_position(paths)
    try:
        point(desktop.see("All GBP (3 accounts)", "label"), 2)
        wait("other currencies are gone", lambda: desktop.find("USD operating ·1771") is None)
        desktop.see("GBP operating ·8374")
    finally:
        desktop.close()


@test
def the_calendar_is_on_the_ledgers_day_not_the_machines(paths):
    desktop = open_position(paths, "--now", "2026-10-14T14:30:00Z")
    try:
        desktop.see("USD prime brokerage")
        # A popover lies a few days beside where the bus says: the month is what counts, and the side of the 14th.
        for number, is_right in (("7", lambda day: day < 14), ("21", lambda day: day > 14)):
            desktop.click("Business date")
            days = wait("the days", lambda: [node for node in walk(desktop.frame) if node.get_role_name() == "label" and words(node) == number
                                             and node.area().width > 0])
            desktop.press(days[0])
            wait(f"a day like {number} October", lambda: any(words(node).startswith("10/") and words(node).endswith("/26") and is_right(
                int(words(node)[3:5])) for node in walk(desktop.see("Business date"))))
            desktop.key("Escape")
            desktop.see("USD prime brokerage")
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"])
