#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The commands as a script sees them: exit status, one JSON document, messages apart."""

import json
import os
import re
import subprocess
import sys

from cli import HEADER, season
from tap import main


def commands(cli):
    usage = cli.do("--help")
    return re.findall(r"^  ([a-z][a-z-]*)  ", usage.split("Options before")[0], re.M)


def every_command_explains_itself(cli):
    names = commands(cli)
    assert len(names) >= 25, names
    for name in names:
        out = cli.do(name, "--help")
        assert out.startswith(f"Usage: aequitas-cli {name}"), out
    assert not os.path.exists(cli.ledger)


def the_manual_page_names_every_command(cli):
    page = os.path.join(os.environ["AEQ_SOURCE_ROOT"], "data", "aequitas-cli.1")
    with open(page, encoding="utf-8") as manual:
        described = set(re.findall(r"^\.It Cm ([a-z-]+)", manual.read(), re.M))
    assert set(commands(cli)) <= described, set(commands(cli)) - described


def records_are_kept_changed_and_taken_back(cli):
    cli.import_rows(season())
    [number] = [account["number"] for account in cli.json("accounts") if account["currency"] == "USD"]
    added = cli.json("record", "add", "limit", f"account={number}", "floor_amount=1.5m", "early_warning=(250k)")["added"]
    [limit] = cli.json("record", "list", "limit")
    assert [limit["id"], limit["account"], limit["floor_amount"], limit["early_warning"]] == \
        [added, number, "1500000.00", "-250000.00"], limit
    cli.json("record", "set", "limit", added, "floor_amount=2m")
    assert cli.json("record", "list", "limit")[0]["floor_amount"] == "2000000.00"
    cli.json("undo", str(cli.json("changes", "--limit", "1")[0]["number"]))
    assert cli.json("record", "list", "limit")[0]["floor_amount"] == "1500000.00"
    cli.json("record", "remove", "limit", added)
    assert cli.json("record", "list", "limit") == []
    cli.json("record", "add", "obligation", f"account={number}", "due_ts=2026-11-20T20:00:00Z", "amount=100", "name=CCP")
    assert cli.json("record", "list", "obligation")[0]["due_ts"] == "2026-11-20T20:00:00Z"
    for words in (["add", "limit", "floor_amount=1"], ["add", "limit", f"account={number}", "floor_amount=lots"],
                  ["add", "limit", f"account={number}", "colour=red"], ["add", "moon"], ["set", "limit", "nothing"]):
        cli.refused("record", *words, part="", status=2)
    cli.refused("record", "add", "limit", "account=NONE", "floor_amount=1", part="no account NONE")


def a_day_is_told_by_time_slice(cli):
    rows = "".join(f"D-1,2026-01-05T{at}:00Z,2026-01-05,2026-01-05,{amount},USD,,,R{i},,,actual\n" for i, (at, amount) in enumerate(
        [("14:00", 100), ("14:10", -160), ("16:00", 30), ("17:00", -50), ("21:00", 90)]))
    cli.import_rows(rows)
    slices = cli.json("intraday", "--account", "D-1", "--day", "2026-01-05", "--bucket", "60")
    assert len(slices) == 24, slices
    moved = [(s["start"][11:16], s["net"], s["position"]) for s in slices if s["net"] != "0.00"]
    assert moved == [("09:00", "-60.00", "-60.00"), ("11:00", "30.00", "-30.00"), ("12:00", "-50.00", "-80.00"),
                     ("16:00", "90.00", "10.00")], moved
    cli.refused("intraday", part="--account", status=2)
    cli.refused("intraday", "--account", "D-1", "--bucket", "7", part="15, 30 or 60", status=2)


STATEMENT = """<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S1</Id>
<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
<Sts>BOOK</Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt><NtryDtls>
<TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="EUR">60.00</Amt><RltdPties><Cdtr><Nm>Ahorn</Nm></Cdtr></RltdPties></TxDtls>
<TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs><Amt Ccy="EUR">40.00</Amt><RltdPties><Cdtr><Nm>Birke</Nm></Cdtr></RltdPties></TxDtls>
</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"""


def a_batch_shows_its_transactions(cli):
    cli.do("import", cli.write("batch.xml", STATEMENT))
    [flow] = cli.json("flows")
    assert [(d["kind"], d["amount"], d["reference"], d["counterparty"]) for d in flow["details"]] == \
        [("transaction", "-60.00", "E1", "Ahorn"), ("transaction", "-40.00", "E2", "Birke")], flow
    assert flow["narrative"] == "2 transactions: Ahorn, Birke", flow
    assert "E2" not in cli.do("flows") and "E2" in cli.do("flows", "--details")


def taking_an_import_back_says_what_stays(cli):
    first = cli.json("import", cli.write("batch.xml", STATEMENT))[0]["import_id"]
    again = cli.json("import", cli.write("batch.xml", STATEMENT))[0]
    assert (again["added"], again["duplicates"]) == (0, 1), again
    assert cli.json("undo-import", str(first)) == {"import_id": first, "removed": 0, "overlap": 1}
    assert len(cli.json("flows")) == 1
    assert cli.json("undo-import", str(again["import_id"]))["removed"] == 1
    assert cli.json("flows") == [] and cli.json("accounts") == [] and cli.json("check")["ok"]


def a_kept_profile_reads_the_next_file(cli):
    first = cli.write("one.csv", "Date,Text,Amount\n03/02/2026,Rent,-1200.50\n13/02/2026,Sale,99.00\n")
    second = cli.write("two.csv", "Date,Text,Amount\n04/05/2026,Rent,-1200.50\n")
    options = ["--account", "KEPT", "--currency", "EUR"]
    cli.refused("import", second, *options, part="--date-order")
    cli.json("import", first, *options, "--save-profile", "house bank")
    [read] = cli.json("import", second, *options)
    assert read["profile"] == "house bank" and read["debit_total"] == "1200.50", read
    assert cli.json("flows", "--limit", "1")[0]["booking_date"] == "2026-05-04"


def a_calendar_of_ones_own_is_known_by_name(cli):
    folder = os.path.join(cli.env["XDG_DATA_HOME"], "aequitas", "calendars")
    os.makedirs(folder)
    with open(os.path.join(folder, "house.calendar"), "w", encoding="utf-8") as out:
        out.write("based-on = target2\nclosed 06-23 = National Day\n")
    accounts = cli.write("accounts.csv", "account,iban,name,bank,kind,currency,zone,calendar,opened\n"
                                         "H1,,House,,nostro,EUR,Europe/Luxembourg,house,2020-01-01\n")
    cli.json("import", accounts)
    assert cli.json("accounts")[0]["calendar"] == "house"


def wrong_usage_is_2(cli):
    assert cli.run()[0] == 2
    cli.import_rows(season())
    for words in (["dance"], ["import"], ["flows", "--limit", "many"], ["balance", "--at", "noon"], ["forecast", "--days", "0"],
                  ["import", "x.csv", "--date-order", "xyz"], ["import", "x.csv", "--currency", "XXQ"], ["undo-import"],
                  ["export", "flows", "--to", "flows.docx"], ["--now", "yesterday", "accounts"],
                  ["--colour", "accounts"], ["flows", "--currency", "JPY"], ["export", "flows", "--currency", "JPY", "--to", "flows.csv"],
                  ["flows", "--from", "2026-02-02", "--to", "2026-02-01"],
                  ["export", "flows", "--from", "2026-02-02", "--until", "2026-02-01", "--to", "flows.csv"]):
        cli.refused(*words, part="", status=2)


def every_reading_command_prints_one_document(cli):
    cli.import_rows(season())
    for words in (["accounts"], ["flows"], ["positions"], ["margins"], ["balance"], ["imports"], ["changes"], ["rules"],
                  ["models"], ["check"], ["accuracy"], ["score"], ["indicators", "list"], ["regime-history"], ["forecast", "--days", "3"]):
        cli.json(*words)
    cli.refused("regime", part="market")


def every_reading_command_works_on_a_new_ledger(cli):
    for words in (["accounts"], ["flows"], ["positions"], ["margins"], ["balance"], ["imports"], ["changes"], ["check"], ["alerts"], ["alerts", "rules"]):
        cli.json(*words, ledger=cli.path("-".join(words) + ".aequitas"))


def every_writing_command_prints_one_document(cli):
    rows = cli.write("rows.csv", HEADER + season())
    imported = cli.json("import", rows)
    assert [imported[0]["status"], imported[0]["added"], imported[0]["transactions"]] == ["ok", 120, 120], imported
    assert imported[0]["format"] == "csv" and imported[0]["file"] == rows
    cli.json("export", "flows", "--to", cli.path("flows.csv"))
    cli.json("export", "flows", "--to", cli.path("flows.json"))
    with open(cli.path("flows.json"), encoding="utf-8") as out:
        assert len(json.load(out)) == 120
    cli.json("backup", "--to", cli.path("copy.aequitas"))
    cli.json("restore", cli.path("copy.aequitas"), ledger=cli.path("other.aequitas"))
    assert cli.json("check")["sha256"] == cli.json("check", ledger=cli.path("other.aequitas"))["sha256"]
    cli.json("undo-import", str(imported[0]["import_id"]))
    assert cli.flows() == 0


def margins_are_listed(cli):
    header = "account,as_of,methodology,requirement,equity,excess,call_amount,call_due_ts,currency\n"
    rows = ("PB-1,2026-02-27,Reg T,200.00,150.00,-50.00,50.00,2026-03-02T18:00:00Z,USD\n"
            "PB-1,2026-02-26,Reg T,1.00,2.00,1.00,,,USD\nPB-2,2026-02-27,house,100,,,,,JPY\n")
    cli.json("import", cli.write("margin.csv", header + rows))
    assert cli.json("margins") == [
        {"account": "PB-1", "as_of": "2026-02-28T04:59:59Z", "methodology": "regt", "requirement": "200.00", "equity": "150.00",
         "excess": "-50.00", "call_amount": "50.00", "call_due_ts": "2026-03-02T18:00:00Z", "currency": "USD"},
        {"account": "PB-2", "as_of": "2026-02-27T14:59:59Z", "methodology": "house", "requirement": "100", "equity": None,
         "excess": None, "call_amount": None, "call_due_ts": None, "currency": "JPY"}]
    lines = cli.do("margins").splitlines()
    assert len(lines) == 3 and "-50.00" in lines[1] and "regt" in lines[1], lines
    cli.refused("margins", "more", part="", status=2)


def fixed_width_errors_name_the_columns(cli):
    profile = cli.write("house.json", json.dumps({
        "name": "house", "kind": "flows", "format": "fixed", "currency": "USD", "account": "A-1",
        "columns": [{"role": "booking_date", "start": 1, "width": 8, "format": "YYYYMMDD"},
                    {"role": "amount", "start": 9, "width": 10, "decimals": 2}]}))
    rows = cli.write("rows.txt", "202602270000001234\n20260227000000X234\n")
    error = cli.refused("import", rows, "--profile", profile, part="line 2, field amount (columns 9-18)")
    assert error["line"] == 2 and error["field"] == "amount (columns 9-18)", error
    imported = cli.json("import", rows, "--profile", profile, "--accept-warnings")[0]
    assert [imported[name] for name in ("format", "status", "added", "rejected")] == ["fixed", "warn", 1, 1], imported
    cli.refused("import", rows, part="fixed-width")
    cli.refused("import", rows, "--format", "fixed", part="--profile")


def amounts_are_exact_text(cli):
    cli.import_rows(season(30))
    for balance in cli.json("balance"):
        amount = next(value for key, value in balance.items() if key in ("balance", "amount", "ledger"))
        assert isinstance(amount, str), balance
        assert re.fullmatch(r"-?\d+" if balance["currency"] == "JPY" else r"-?\d+\.\d\d", amount), balance


def the_same_seed_and_now_give_the_same_bytes(cli):
    cli.import_rows(season())
    first = cli.do("--json", "forecast", "--days", "5")
    assert first == cli.do("--json", "forecast", "--days", "5")


def messages_stay_apart(cli):
    rows = cli.write("rows.csv", HEADER + season(5))
    status, out, err = cli.run("--json", "import", rows)
    assert status == 0
    json.loads(out)
    assert "{" not in err and "[" not in err


def no_colours_without_a_terminal(cli):
    cli.import_rows(season())
    for words in (["accounts"], ["flows"], ["balance"], ["forecast", "--days", "3"], ["check"], ["imports"]):
        _, out, err = cli.run(*words)
        assert "\x1b" not in out + err and "\r" not in out + err, words


def errors_name_file_line_and_field(cli):
    rows = cli.write("rows.csv", HEADER + "A,,2026-01-05,2026-01-05,1.00,USD,,,,,,actual\n"
                     "A,,2026-01-32,2026-01-05,2.00,USD,,,,,,actual\n")
    status, _, err = cli.run("import", rows)
    assert status == 1
    assert "rows.csv" in err and "line 3" in err and "value_date" in err, err
    error = cli.json("import", rows, status=1)[0]["errors"][0]
    assert error["line"] == 3 and error["field"] == "value_date", error
    error = cli.json("undo-import", "77", status=1)["error"]
    assert error["code"] == "not-found" and error["line"] is None, error


def the_environment_names_the_ledger(cli):
    cli.env["AEQUITAS_LEDGER"] = cli.path("named.aequitas")
    assert cli.run("accounts")[0] == 0
    process = subprocess.run([cli.program, "--json", "accounts"], env=cli.env, capture_output=True, check=True)
    assert json.loads(process.stdout) == []
    assert os.path.exists(cli.path("named.aequitas"))


def every_locale_gets_english(cli):
    for language in ({"LANGUAGE": "de", "LC_ALL": "C.UTF-8"}, {"LANGUAGE": "", "LC_ALL": "de_DE.UTF-8"}):
        cli.env.update(language)
        empty = cli.write("empty.csv", "date,amount,currency,account\n")
        cli.refused("import", empty, part="has a header but no rows")
        cli.refused("import", cli.path("nowhere.csv"), part="No such file or directory")
        cli.refused("undo-import", "77", part="there is no import 77")


if __name__ == "__main__":
    sys.exit(main("commands", [
        every_command_explains_itself, the_manual_page_names_every_command, records_are_kept_changed_and_taken_back,
        a_day_is_told_by_time_slice, a_batch_shows_its_transactions, taking_an_import_back_says_what_stays,
        a_kept_profile_reads_the_next_file, a_calendar_of_ones_own_is_known_by_name, wrong_usage_is_2, every_reading_command_prints_one_document,
        every_reading_command_works_on_a_new_ledger, every_writing_command_prints_one_document, margins_are_listed,
        fixed_width_errors_name_the_columns, amounts_are_exact_text,
        the_same_seed_and_now_give_the_same_bytes, messages_stay_apart, no_colours_without_a_terminal,
        errors_name_file_line_and_field, the_environment_names_the_ledger, every_locale_gets_english]))
