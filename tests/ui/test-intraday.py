#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Intraday page: from a low to the flows that made it and on to the ledger, slices, net and balance, totals, copies."""

from desktop import Desktop, run, test, wait, walk, words


def start(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Intraday")
    desktop.see("is nearest to its limit")
    desktop.see("Fall, ", "label")
    return desktop


def fall(desktop):
    return words(desktop.see("Fall", "label"))


def cells(table):
    return [words(node) for node in walk(table) if node.get_role_name() == "label"]


@test
def a_low_leads_to_its_flows_and_a_flow_to_the_ledger(paths):
    desktop = start(paths)
    try:
        deepest = fall(desktop)
        desktop.click("Earlier low")
        wait("an earlier low", lambda: fall(desktop) != deepest)
        desktop.click("Later low")
        wait("the deepest again", lambda: fall(desktop) == deepest)
        table = desktop.see("Flows that made the low", "tree table")
        amounts = [abs(float(text.replace(",", ""))) for text in cells(table) if text.replace(",", "").replace("-", "").replace(".", "").isdigit()]
        assert len(amounts) > 1 and amounts == sorted(amounts, reverse=True), amounts
        row = next(node for node in walk(table) if node.get_role_name() == "label" and "," in words(node))
        amount = words(row)
        desktop.press(row)
        desktop.key("Return")
        desktop.see("1 flow selected")
        total = words(desktop.see("1 flow selected"))
        assert amount.lstrip("-") in total, (amount, total)
    finally:
        desktop.close()


@test
def the_chart_is_asked_by_pointer_and_by_key(paths):
    desktop = start(paths)
    try:
        deepest = fall(desktop)
        chart = desktop.see("Cumulative net position")
        desktop.press(chart, 0.1)  # the morning
        wait("the low that was pointed at", lambda: fall(desktop) != deepest)
        first = fall(desktop)
        for _ in range(6):
            desktop.key("ctrl+Right")
        wait("a later low by key", lambda: fall(desktop) != first)
    finally:
        desktop.close()


@test
def slices_are_of_15_30_or_60_minutes(paths):
    desktop = start(paths)
    try:
        desktop.click("Table")
        table = desktop.see("Ladder", "tree table")
        wait("slices of half an hour", lambda: "08:30" in cells(table) and "08:15" not in cells(table))
        desktop.click("15 minutes")
        wait("slices of a quarter", lambda: "08:15" in cells(table))
        desktop.click("60 minutes")
        wait("slices of an hour", lambda: "08:00" in cells(table) and "08:30" not in cells(table))
    finally:
        desktop.close()


@test
def net_or_balance(paths):
    desktop = start(paths)
    try:
        tile = desktop.see("Lowest So Far", "label").get_parent()
        net = cells(tile)
        desktop.click("Balance")
        desktop.see("Balance through the day")
        wait("the lowest balance", lambda: cells(tile)[1] != net[1] and cells(tile)[2] == net[2])
        desktop.click("Net")
        desktop.see("Cumulative net position")
        wait("the lowest net position again", lambda: cells(tile) == net)
    finally:
        desktop.close()


@test
def a_total_has_no_fan_and_says_why(paths):
    desktop = start(paths)
    try:
        desktop.click("Shown of all accounts")
        desktop.see("All of USD Added Up", "label")
        desktop.key("Down")
        desktop.key("Return")
        desktop.see("No fan: quantiles of accounts cannot be added up")
        desktop.see("accounts in ")
        assert desktop.find("Forecast  50") is None
    finally:
        desktop.close()


@test
def a_row_is_copied_with_plain_numbers(paths):
    desktop = start(paths)
    try:
        desktop.click("Table")
        table = desktop.see("Ladder", "tree table")
        row = wait("the row of nine", lambda: next((node for node in walk(table) if words(node) == "09:00"), None))
        desktop.press(row)
        desktop.key("ctrl+c")
        desktop.see("Copied as a table")
        desktop.key("alt+4")
        desktop.see("Find in flows")
        desktop.key("ctrl+f")
        desktop.key("ctrl+v")
        wait("the row is pasted", lambda: desktop.typed("Find in flows").startswith("2026-11-20T09:00:00+01:00"))
        fields = desktop.typed("Find in flows").split("\t")
        assert len(fields) == 11, fields
        numbers = [float(field) for field in fields[1:8]]
        assert abs(numbers[0] + numbers[1] - numbers[2]) < 0.005, numbers
    finally:
        desktop.close()


if __name__ == "__main__":
    run(__file__, ["demo"], ["forecast"])
