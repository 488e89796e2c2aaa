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


def wrong_usage_is_2(cli):
    assert cli.run()[0] == 2
    for words in (["dance"], ["import"], ["flows", "--limit", "many"], ["balance", "--at", "noon"], ["forecast", "--days", "0"],
                  ["import", "x.csv", "--date-order", "xyz"], ["import", "x.csv", "--currency", "XXQ"], ["undo-import"],
                  ["export", "flows", "--to", "flows.docx"], ["--now", "yesterday", "accounts"], ["--colour", "accounts"]):
        cli.refused(*words, part="", status=2)


def every_reading_command_prints_one_document(cli):
    cli.import_rows(season())
    for words in (["accounts"], ["flows"], ["positions"], ["balance"], ["imports"], ["changes"], ["rules"], ["models"], ["check"],
                  ["accuracy"], ["score"], ["indicators", "list"], ["regime-history"], ["forecast", "--days", "3"]):
        cli.json(*words)
    cli.refused("regime", part="market")


def every_reading_command_works_on_a_new_ledger(cli):
    for words in (["accounts"], ["flows"], ["positions"], ["balance"], ["imports"], ["changes"], ["check"]):
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


if __name__ == "__main__":
    sys.exit(main("commands", [
        every_command_explains_itself, wrong_usage_is_2, every_reading_command_prints_one_document,
        every_reading_command_works_on_a_new_ledger, every_writing_command_prints_one_document, amounts_are_exact_text,
        the_same_seed_and_now_give_the_same_bytes, messages_stay_apart, no_colours_without_a_terminal,
        errors_name_file_line_and_field, the_environment_names_the_ledger]))
