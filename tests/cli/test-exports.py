#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What export writes, read by others: by our own import, by LibreOffice, by pdftotext. TAP."""

import csv
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import zipfile

import tap
from cli import HEADER, season

TRICKY = ("T-1,2026-02-02T10:00:00.250Z,2026-02-02,2026-02-02,100.00,USD,fee,\"Quote \"\"and\"\" comma; Ltd\",R1,B1,\"=SUM(A1)\",actual\n"
          "T-1,,2026-02-03,2026-02-03,-0.01,USD,,+Harbour,R2,,\"two\nlines\",actual\n"
          "T-1,,2026-02-03,2026-02-03,-5,USD,,-Harbour,R3,,@cmd,pending\n"
          "T-1,2026-03-29T01:30:00Z,2026-03-29,,1234567.89,USD,,-Harbour,R5,,\"1,5 tab\there\",actual\n"
          "T-2,2026-02-04T10:00:00Z,2026-02-04,2026-02-04,7000,JPY,,Harbour,R4,,,expected\n")
# Nothing but digits that could be read both ways: 1,234 and 03.02.
AMBIGUOUS = ("K-1,2026-02-02T10:00:00Z,2026-02-02,2026-02-02,1.234,KWD,fee,A,R1,B1,x,actual\n"
             "K-1,2026-02-03T10:00:00Z,2026-02-03,2026-02-03,5.678,KWD,fee,A,R1,B2,x,actual\n")
POSITIONS = ("account,date,instrument,isin,quantity,price,currency,market_value\n"
             "T-1,2026-02-03,Invented 4.5% 2030,,1234.567,99.125,USD,122371.45\n"
             "T-1,2026-02-03,Other,,1.234,,KWD,1.234\n")


def canonical(cli, ledger):
    return cli.json("check", ledger=ledger)["sha256"]


def dialects():
    for bom, delimiter, dates, decimal in itertools.product((False, True), ("comma", "semicolon", "tab"), ("iso", "local"),
                                                            (None, ".", ",")):
        yield (["--delimiter", delimiter, "--dates", dates] + (["--bom"] if bom else []) +
               (["--decimal", decimal] if decimal else []))


def comes_back(cli, what):
    wanted = canonical(cli, cli.ledger)
    for number, dialect in enumerate(dialects()):
        other = cli.path(f"other{number}.ledger")
        path = cli.path(f"out{number}.csv")
        cli.do("export", what, "--to", path, *dialect)
        cli.do("import", path, ledger=other)
        assert canonical(cli, other) == wanted, f"{what} {dialect}"
        os.remove(path)
        os.remove(other)


def flows_come_back_in_every_dialect(cli):
    cli.import_rows(TRICKY)
    comes_back(cli, "flows")


def ambiguous_digits_come_back_in_every_dialect(cli):
    cli.import_rows(AMBIGUOUS)
    comes_back(cli, "flows")


def positions_come_back_in_every_dialect(cli):
    cli.do("import", cli.write("positions.csv", POSITIONS), "--account", "T-1", "--currency", "USD")
    comes_back(cli, "positions")


def workbooks_come_back(cli):
    """With the accounts' clocks: a sheet has local times, Tokyo's and New York's."""
    cli.import_rows(season() + "USD-1,,2026-02-03,2026-02-03,-0.01,USD,,=Harbour,R2,,day only,actual\n"
                    "EUR-1,2026-07-29T22:30:00Z,2026-07-30,2026-07-30,7.10,EUR,,+Harbour,R5,,another day there,pending\n")
    cli.do("import", cli.write("positions.csv", POSITIONS), "--account", "T-1", "--currency", "USD")
    other = cli.path("other.ledger")
    for what in ("flows", "positions"):
        path = cli.path(what + ".xlsx")
        cli.do("export", what, "--to", path)
        cli.do("import", path, ledger=other)
    assert canonical(cli, other) == canonical(cli, cli.ledger)


def filters_are_those_of_the_listings(cli):
    cli.import_rows(season())
    path = cli.path("some.json")
    cli.do("export", "flows", "--account", "USD-1", "--from", "2026-01-05", "--until", "2026-01-09", "--category", "fee", "--to", path)
    with open(path, encoding="utf-8") as file:
        exported = len(json.load(file))
    cli_rows = len(cli.json("flows", "--account", "USD-1", "--from", "2026-01-05", "--to", "2026-01-09", "--category", "fee"))
    assert exported == cli_rows == 5, (exported, cli_rows)
    cli.refused("export", "positions", "--status", "actual", "--to", path, part="no --status", status=2)
    cli.refused("export", "ladder", "--to", path, part="--account", status=2)
    cli.refused("export", "flows", "--to", cli.path("a.xls"), part=".xlsx", status=2)
    cli.refused("export", "flows", "--paper", "a3", "--to", path, part="a4 or letter", status=2)


def soffice():
    program = shutil.which("soffice")
    if program is None:
        raise tap.Skipped("LibreOffice is not here")
    return program


def converted(cli, path, options="44,34,76,1,,0,false,true,false,false,false,-1"):
    """Every sheet as CSV by LibreOffice: name of the sheet to rows."""
    out = cli.path("converted")
    subprocess.run([soffice(), f"-env:UserInstallation=file://{cli.path('office')}", "--headless", "--convert-to",
                    f"csv:Text - txt - csv (StarCalc):{options}", "--outdir", out, path], check=True, capture_output=True, timeout=240)
    sheets = {}
    base = os.path.splitext(os.path.basename(path))[0]
    for name in os.listdir(out):
        with open(os.path.join(out, name), encoding="utf-8", newline="") as file:
            sheets[name[len(base) + 1:-4]] = list(csv.reader(file))
    shutil.rmtree(out)
    return sheets


def spreadsheets_have_our_numbers(cli):
    cli.import_rows(TRICKY + season())
    path = cli.path("flows.xlsx")
    plain = cli.path("flows.csv")
    cli.do("export", "flows", "--to", path)
    cli.do("export", "flows", "--to", plain)
    with open(plain, encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file))[1:]
    sheets = converted(cli, path)
    got = sheets["Flows"][1:]
    assert len(got) == len(wanted), (len(got), len(wanted))
    for ours, theirs in zip(wanted, got):
        assert float(ours[4]) == float(theirs[4].replace(",", "")), (ours, theirs)
        assert ours[2] == theirs[2] and ours[3] == theirs[3], (ours, theirs)
        # The apostrophe before a formula is CSV's; a sheet has the text itself.
        assert [cell[1:] if cell[:1] == "'" else cell for cell in ours[5:]] == theirs[5:], (ours, theirs)
    source = dict(row[:2] for row in sheets["Source"])
    with open(plain, "rb") as file:
        assert source["SHA-256 of the tables"] == hashlib.sha256(file.read()).hexdigest(), source


def texts_are_never_formulas(cli):
    cli.import_rows(TRICKY)
    path = cli.path("flows.xlsx")
    cli.do("export", "flows", "--to", path)
    with zipfile.ZipFile(path) as file:
        sheets = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all("<f>" not in sheet for sheet in sheets)
        assert "=SUM(A1)" in file.read("xl/sharedStrings.xml").decode()


def a_forecast_has_its_chart_and_figures(cli):
    cli.import_rows(season())
    cli.do("forecast", "--days", "5")
    path = cli.path("forecast.xlsx")
    cli.do("export", "forecast", "--to", path)
    with zipfile.ZipFile(path) as file:
        charts = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/charts/chart")]
    assert charts and all("<c:areaChart>" in chart and "<c:lineChart>" in chart for chart in charts), len(charts)
    rows = converted(cli, path)
    document = cli.path("forecast.json")
    cli.do("export", "forecast", "--to", document)
    with open(document, encoding="utf-8") as file:
        accounts = json.load(file)["accounts"]
    for account in accounts:
        sheet = rows[f"{account['account']} {account['currency']}"]
        for day, row in zip(account["daily"], sheet[1:]):
            assert row[0] == day["date"]
            assert float(row[6].replace(",", "")) == float(day["closing"]["0.5"]), (row, day)


def paper_has_the_figures_of_the_listing(cli):
    if shutil.which("pdftotext") is None:
        raise tap.Skipped("pdftotext is not here")
    cli.import_rows(season())
    cli.do("forecast", "--days", "5")
    for what, paper, size in (("balances", "a4", "595"), ("flows", "letter", "612"), ("forecast", "a4", "595")):
        path = cli.path(f"{what}.pdf")
        cli.do("export", what, "--to", path, "--paper", paper)
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout.decode()
        info = subprocess.run(["pdfinfo", path], check=True, capture_output=True).stdout.decode()
        pages = int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages")))
        assert size in info and "Mar  2 12:00:00 2026" in info, info
        assert f"1 of {pages}" in text and f"{pages} of {pages}" in text, text[-500:]
        assert "SHA-256" in text and "desk.aequitas" in text
        if what == "balances":
            for row in cli.json("balance"):
                assert f"{float(row['ledger']):,.{2 if row['currency'] == 'USD' else 0}f}" in text, row
        if what == "flows":
            rows = cli.json("flows", "--limit", "1000")
            assert all(text.count(row["counterparty"]) > 1 for row in rows)
            # The header stands on every page, and no page has a single row.
            assert text.count("Counterparty") == pages or text.count("Counterparty") == pages - 1


def the_same_again_is_the_same_bytes(cli):
    cli.import_rows(season())
    for ending in ("csv", "json", "xlsx", "pdf"):
        hashes = set()
        for number in range(2):
            path = cli.path(f"same{number}.{ending}")
            cli.do("export", "flows", "--to", path)
            with open(path, "rb") as file:
                hashes.add(hashlib.sha256(file.read()).hexdigest())
        assert len(hashes) == 1, ending


def every_subject_is_written_in_every_format(cli):
    cli.import_rows(season())
    for ledger in (cli.ledger, cli.path("empty.ledger")):
        if ledger == cli.ledger:
            cli.do("forecast", "--days", "3")
        subjects = [["flows"], ["positions"], ["balances"], ["accuracy"], ["audit"]]
        if ledger == cli.ledger:
            subjects += [["forecast"], ["ladder", "--account", "USD-1"]]
        for subject, ending in itertools.product(subjects, ("csv", "json", "xlsx", "pdf")):
            path = cli.path(f"{subject[0]}.{ending}")
            cli.do("export", *subject, "--to", path, ledger=ledger)
            assert os.path.getsize(path) > 0, path
            os.remove(path)


def the_change_record_is_whole(cli):
    cli.import_rows(season())
    path = cli.path("audit.json")
    cli.do("export", "audit", "--to", path)
    with open(path, encoding="utf-8") as file:
        assert json.load(file) == cli.json("changes", "--limit", "1000")


def an_option_of_another_format_is_refused(cli):
    for option, ending in ((["--delimiter", "tab"], "json"), (["--decimal", ","], "xlsx"), (["--dates", "local"], "pdf"), (["--bom"], "json")):
        path = cli.path("flows." + ending)
        cli.refused("export", "flows", *option, "--to", path, part=f"{option[0]} is for --to a file that ends in .csv", status=2)
        assert not os.path.exists(path)
    cli.refused("export", "flows", "--paper", "a4", "--to", cli.path("flows.csv"), part="ends in .pdf", status=2)
    cli.refused("report", "bcbs248", "--month", "2026-02", "--paper", "a4", "--to", cli.path("r.csv"), part="ends in .pdf", status=2)


def positions_are_of_the_day_that_is_asked_for(cli):
    path = cli.path("held.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(POSITIONS + "T-1,2026-02-05,Later,,2,,USD,5.00\n")
    cli.do("import", path)
    for day, instruments in (([], ["Later"]), (["--day", "2026-02-04"], ["Invented 4.5% 2030"]), (["--day", "2026-02-01"], [])):
        cli.do("export", "positions", *day, "--to", path)
        with open(path, encoding="utf-8") as file:
            assert [row["instrument"] for row in csv.DictReader(file) if row["currency"] == "USD"] == instruments, day


def endings_may_be_in_capitals(cli):
    path = cli.path("FLOWS.CSV")
    cli.do("export", "flows", "--delimiter", "tab", "--to", path)
    with open(path, encoding="utf-8") as file:
        assert file.read() == HEADER.replace(",", "\t")


def headers_are_the_templates(cli):
    path = cli.path("flows.csv")
    cli.do("export", "flows", "--to", path)
    with open(path, encoding="utf-8") as file:
        assert file.read() == HEADER


if __name__ == "__main__":
    sys.exit(tap.main("exports", [
        flows_come_back_in_every_dialect, ambiguous_digits_come_back_in_every_dialect, positions_come_back_in_every_dialect,
        workbooks_come_back, filters_are_those_of_the_listings, spreadsheets_have_our_numbers, texts_are_never_formulas,
        a_forecast_has_its_chart_and_figures, paper_has_the_figures_of_the_listing, the_same_again_is_the_same_bytes,
        every_subject_is_written_in_every_format, the_change_record_is_whole, headers_are_the_templates,
        an_option_of_another_format_is_refused, positions_are_of_the_day_that_is_asked_for, endings_may_be_in_capitals]))
