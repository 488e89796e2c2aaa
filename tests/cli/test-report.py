#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The BCBS 248 report and what is entered for it, from the command line. TAP."""

import csv
import json
import re
import subprocess
import sys
import zipfile

from tap import main

VECTOR = "".join(f"V-1,2026-02-02T{at}:00Z,2026-02-02,2026-02-02,{amount},USD,client_payment,House,R{i},,,actual\n"
                 for i, (at, amount) in enumerate([("14:00", 100), ("14:10", -160), ("16:00", 30), ("17:00", -50),
                                                   ("21:00", 90)]))
OTHER = "V-2,2026-02-03T10:00:00Z,2026-02-03,2026-02-03,-75.50,EUR,,,E1,,,actual\n"


def report(cli, *words, **options):
    return cli.json("report", "bcbs248", *words, **options)


def the_test_vector_comes_out_digit_for_digit(cli):
    cli.import_rows(VECTOR)
    document = report(cli, "--month", "2026-02")
    assert document["month"] == "2026-02" and document["days"] == 19, (document["month"], document["days"])
    a1 = document["tools"]["a1"]
    assert a1["usage"]["largest"][0] == {"date": "2026-02-02", "amount": "80.00", "at": "2026-02-02T12:00:00-05:00"}, a1
    assert a1["surplus"]["largest"][0]["amount"] == "100.00"
    assert a1["usage"]["average"] == "4.21", a1
    a3 = document["tools"]["a3"]
    assert a3["sent"]["largest"][0]["amount"] == "210.00" and a3["received"]["largest"][0]["amount"] == "220.00"
    hours = {hour["by"]: hour["percent"] for hour in document["tools"]["c1"]["hours"]}
    assert len(hours) == 24 and round(hours["10:00"], 2) == 76.19, hours
    assert hours["13:00"] == 100 and hours["24:00"] == 100, hours
    assert len(document["tools"]["c1"]["half_hours"]) == 48 and len(document["tools"]["c1"]["quarter_hours"]) == 96
    assert set(document["tools"]) == {"a1", "a2", "a3", "a4", "b1", "b2", "c1"}


def currencies_are_sections(cli):
    cli.import_rows(VECTOR + OTHER)
    sections = report(cli, "--month", "2026-02")["sections"]
    assert sorted(section["currency"] for section in sections) == ["EUR", "USD"]
    [euro] = report(cli, "--month", "2026-02", "--currency", "EUR")["sections"]
    assert euro["tools"]["a1"]["usage"]["largest"][0]["amount"] == "75.50"
    [account] = report(cli, "--month", "2026-02", "--account", "V-1")["sections"]
    assert account["set"] == "V-1" and account["netted"] is True
    week = report(cli, "--from", "2026-02-02", "--until", "2026-02-06", "--account", "V-1")
    assert week["month"] is None and week["days"] == 5
    [weekend] = report(cli, "--from", "2026-02-07", "--until", "2026-02-08", "--account", "V-1")["sections"]
    assert weekend["gaps"] == ["the period has no business day: there is nothing to report"], weekend["gaps"]


def wrong_options_are_2(cli):
    cli.import_rows(VECTOR)
    for words in (["--month", "2026-13"], ["--month", "February"], ["--month", "2026-02", "--from", "2026-02-01"], [],
                  ["--from", "2026-02-01"], ["--from", "2026-02-09", "--until", "2026-02-01"],
                  ["--from", "1990-01-01", "--until", "2026-02-01"],
                  ["--month", "2026-02", "--account", "V-1", "--set", "x"], ["--month", "2026-02", "--to", "x.docx"],
                  ["--month", "2026-02", "--currency", "XXQ"], ["--month", "2026-02", "--paper", "a5"]):
        cli.refused("report", "bcbs248", *words, part="", status=2)
    cli.refused("report", "weather", "--month", "2026-02", part="bcbs248", status=2)


def what_is_not_there_is_1(cli):
    cli.refused("report", "bcbs248", "--month", "2026-02", part="no account")
    cli.import_rows(VECTOR)
    cli.refused("report", "bcbs248", "--month", "2026-02", "--set", "Nobody", part="no account set Nobody")
    cli.refused("report", "bcbs248", "--month", "2026-02", "--account", "Z-9", part="no account Z-9")
    cli.refused("report", "bcbs248", "--month", "2026-02", "--currency", "GBP", part="in GBP")
    cli.do("record", "add", "account-set", "name=Empty")
    cli.refused("report", "bcbs248", "--month", "2026-02", "--set", "Empty", part="has no account")


def gaps_say_what_is_missing(cli):
    cli.import_rows(VECTOR)
    for month, part in (("2026-05", "has begun"), ("2026-03", "have begun: 1 of 22"), ("2025-12", "no booked flow"),
                        ("2026-02", "flows of V-1 end on 2026-02-02")):
        [section] = report(cli, "--month", month)["sections"]
        assert any(part in gap for gap in section["gaps"]), section["gaps"]
    [future] = report(cli, "--month", "2026-05")["sections"]
    assert future["days"] == 0 and future["tools"]["a1"]["usage"] == {"largest": [], "average": None}


def sets_sources_and_lines_are_kept_changed_and_taken_back(cli):
    cli.import_rows(VECTOR + VECTOR.replace("V-1", "V-3"))
    cli.refused("record", "add", "account-set", "name=Desk", "nets=yes", part="--reason", status=2)
    desk = cli.json("record", "add", "account-set", "name=Desk", "nets=yes", "--reason", "one sweep")["added"]
    change = cli.json("changes", "--limit", "1")[0]
    assert change["reason"] == "one sweep" and change["author"], change
    cli.refused("record", "add", "set-member", "set=None", "account=V-1", part="no account set None")
    for account in ("V-1", "V-3"):
        cli.do("record", "add", "set-member", "set=Desk", f"account={account}")
    source = cli.json("record", "add", "liquidity-source", "account=V-1", "kind=unencumbered_assets", "name=Bonds",
                      "as_of=2026-01-05", "amount=1000", "haircut_bp=250")["added"]
    cli.do("record", "add", "customer-line", "account=V-1", "customer=Ash", "amount=5k", "secured=yes", "peak_use=1200")
    cli.do("record", "add", "customer-category", "category=client_payment")
    cli.do("record", "add", "obligation", "account=V-1", "due_ts=2026-02-02T14:00:00Z", "amount=160", "name=CCP",
           "reference=R1")
    tools = report(cli, "--month", "2026-02", "--set", "Desk")["tools"]
    assert tools["a1"]["usage"]["largest"][0]["amount"] == "160.00"
    assert tools["a2"]["average_sources"]["unencumbered_assets"] == "975.00", tools["a2"]
    assert tools["a4"]["late"] == {"count": 1, "amount": "160.00"} and tools["a4"]["total"] == "160.00"
    assert tools["b1"]["largest"][0]["amount"] == "420.00"
    assert tools["b2"]["largest"] == [{"customer": "Ash", "amount": "5000.00", "secured": "5000.00",
                                       "committed": "0.00", "peak_use": "1200.00"}]
    cli.refused("record", "remove", "account-set", desk, part="still refer")
    cli.do("record", "set", "account-set", desk, "nets=no")
    assert report(cli, "--month", "2026-02", "--set", "Desk")["sections"][0]["netted"] is False
    cli.do("record", "remove", "liquidity-source", source)
    cli.do("undo", str(cli.json("changes", "--limit", "1")[0]["number"]))
    assert [row["id"] for row in cli.json("record", "list", "liquidity-source")] == [source]
    assert cli.json("check")["ok"] is True


def files_hold_the_same_figures(cli):
    cli.import_rows(VECTOR)
    for command in ("report", "export"):
        for ending in ("csv", "json", "xlsx", "pdf"):
            path = cli.path(f"{command}.{ending}")
            assert cli.json(command, "bcbs248", "--month", "2026-02", "--to", path) == {"file": path}
    with open(cli.path("report.json"), encoding="utf-8") as file:
        assert json.load(file) == report(cli, "--month", "2026-02")
    with open(cli.path("export.csv"), encoding="utf-8", newline="") as file:
        rows = {(row["tool"], row["figure"]): row for row in csv.DictReader(file)}
    assert rows["A(i)", "usage"]["first"] == "80.00" and rows["A(i)", "usage"]["first_on"] == "2026-02-02"
    assert round(float(rows["C(i)", "10:00"]["percent"]), 2) == 76.19


def pages_and_sheets_show_them(cli):
    cli.import_rows(VECTOR)
    cli.do("report", "bcbs248", "--month", "2026-02", "--to", cli.path("r.pdf"))
    cli.do("report", "bcbs248", "--month", "2026-02", "--to", cli.path("r.xlsx"))
    cli.do("report", "bcbs248", "--month", "2026-02", "--paper", "letter", "--to", cli.path("letter.pdf"))
    with open(cli.path("letter.pdf"), "rb") as letter:
        assert letter.read(5) == b"%PDF-"
    pages = subprocess.run(["pdftotext", "-layout", cli.path("r.pdf"), "-"], capture_output=True, check=True)
    text = pages.stdout.decode()
    for part in ("BCBS 248", "All accounts, USD", "A(i)", "80.00", "76.19", "2026-02-02 12:00:00",
                 "flows of V-1 end on 2026-02-02"):
        assert part in text, part
    with zipfile.ZipFile(cli.path("r.xlsx")) as book:
        sheets = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        assert sheets[:3] == ["Monitoring tools", "A(i) Usage", "A(ii) Available"] and "Source" in sheets, sheets
        assert "<v>80</v>" in book.read("xl/worksheets/sheet2.xml").decode()
        assert sum(name.startswith("xl/charts/") for name in book.namelist()) == 2


def the_terminal_shows_the_summary(cli):
    cli.import_rows(VECTOR)
    text = cli.do("report", "bcbs248", "--month", "2026-02")
    assert "A(i)" in text and "80.00" in text and "76.19 %" in text and "All accounts, USD" in text, text


def the_sample_desk_fills_every_tool(cli):
    cli.do("demo")
    for section in report(cli, "--month", "2026-02")["sections"]:
        tools = section["tools"]
        for top in (tools["a1"]["usage"]["largest"], tools["a2"]["smallest"], tools["a3"]["sent"]["largest"]):
            assert len(top) == 3 and float(top[0]["amount"]) > 0, section["set"]
        assert tools["c1"]["hours"][-1]["percent"] == 100
    usd = next(s for s in report(cli, "--month", "2026-02")["sections"] if s["set"] == "USD desk")["tools"]
    assert len(usd["b2"]["largest"]) == 3 and float(usd["b1"]["average"]) > 0 and float(usd["a4"]["total"]) > 0


if __name__ == "__main__":
    sys.exit(main("report", [
        the_test_vector_comes_out_digit_for_digit, currencies_are_sections, wrong_options_are_2, what_is_not_there_is_1,
        gaps_say_what_is_missing, sets_sources_and_lines_are_kept_changed_and_taken_back, files_hold_the_same_figures,
        pages_and_sheets_show_them, the_terminal_shows_the_summary, the_sample_desk_fills_every_tool]))
