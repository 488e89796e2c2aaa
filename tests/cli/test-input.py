#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Input that is wrong: each is refused in one sentence and leaves the ledger as it was. And input that is real."""

import atexit
import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

from cli import HEADER, NOBODY, NOW, season
from tap import Skipped, main


def row(amount="1.00", currency="USD", value_date="2026-01-05", narrative="x"):
    return f"A-1,,{value_date},2026-01-05,{amount},{currency},,,,,{narrative},actual\n"


GOOD = row("5.00", narrative="good")
WRONG = {
    "empty.csv": b"",
    "binary.csv": bytes(range(256)) * 64,
    "nul.csv": (HEADER + GOOD).encode() + b"A-1,,2026-01-05,2026-01-05,1\x00.00,USD,,,,,x,actual\n",
    "quotes.csv": HEADER + GOOD + 'A-1,,2026-01-05,2026-01-05,1.00,USD,,"open,,,x,actual\n' + GOOD * 3,
    "digits.csv": HEADER + GOOD + row("123456789012345678901234567890.00"),
    "date.csv": HEADER + GOOD + row(value_date="2026-02-30"),
    "currency.csv": HEADER + GOOD + row(currency="XQX"),
    "letters.csv": HEADER + GOOD + row("ten"),
    "columns.csv": ",".join(f"c{i}" for i in range(10000)) + "\n" + ",".join("1" for _ in range(10000)) + "\n",
    "long.csv": HEADER + row(narrative="x" * (2 << 20)),
    "header.csv": HEADER,
    "prose.csv": "Dear all,\nplease find the statement attached.\nRegards\n",
}


def wrong_files_are_refused(cli):
    cli.import_rows(season(3))
    before = cli.json("check")["sha256"]
    for name, content in WRONG.items():
        path = cli.write(name, content)
        try:
            cli.refused("import", path, part=name)
        except AssertionError as problem:
            raise AssertionError(f"{name}: {problem}") from problem
    assert cli.json("check")["sha256"] == before
    absent = cli.path("absent.aequitas")
    cli.do("import", "--dry-run", cli.write("tried.csv", HEADER + GOOD), ledger=absent)
    assert not os.path.exists(absent)


def folders_and_missing_files_are_refused(cli):
    cli.refused("import", cli.folder, part="folder")
    cli.refused("import", cli.path("nowhere.csv"), part="nowhere.csv")


def another_currency_than_the_accounts_is_refused(cli):
    cli.import_rows(row())
    rows = cli.write("eur.csv", "Booking Date,Amount,Currency,Description\n2026-02-13,1.00,EUR,a\n2026-02-14,2.00,EUR,b\n")
    cli.refused("import", rows, "--account", "A-1", part="USD")


def good_rows_are_taken_when_warnings_are_accepted(cli):
    path = cli.write("date.csv", WRONG["date.csv"])
    outcome = cli.json("import", "--accept-warnings", path)[0]
    assert outcome["status"] == "warn" and outcome["added"] == 1 and outcome["rejected"] == 1, outcome


def archive(cli, name, members):
    path = cli.path(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for member, content in members.items():
            out.writestr(member, content)
    return path


def an_archive_is_one_import(cli):
    path = archive(cli, "bank.zip", {"2.csv": HEADER + GOOD + row("7.00"), "1.csv": HEADER + GOOD, "__MACOSX/._1.csv": "x"})
    outcome = cli.json("import", path)[0]
    assert outcome["format"] == "csv" and outcome["transactions"] == 3, outcome
    assert outcome["added"] == 2 and outcome["duplicates"] == 1, outcome  # the same flow in two files is one
    assert cli.flows() == 2
    again = cli.json("import", path)[0]
    assert again["added"] == 0
    cli.json("undo-import", str(outcome["import_id"]))
    assert cli.flows() == 2  # the second import still says so
    cli.json("undo-import", str(again["import_id"]))
    assert cli.flows() == 0


INTRADAY = """:20:I
:25:DE12345678901234567890
:28C:10/1
:34F:EUR0,00
:13D:2603021130+0100
:61:2603020302C1500,00NTRFINV-881//BNK0001
:86:166?00GUTSCHRIFT?20EREF+E2E-881?32Arkwell GmbH
-
"""
END_OF_DAY = """:20:S
:25:DE12345678901234567890
:28C:42/1
:60F:C260227EUR10000,00
:61:2603020302C1500,00NTRFINV-881//BNK0001
:86:166?00GUTSCHRIFT?20EREF+E2E-881?32Arkwell GmbH
:61:2603020302D50,00NTRFNONREF//BNK0003
:86:177?00ENTGELT?20SVWZ+Fee?32Bank
:62F:C260302EUR11450,00
-
"""
ENTRY = """<Ntry><Amt Ccy="EUR">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>
<ValDt><Dt>2026-03-02</Dt></ValDt><AcctSvcrRef>{}</AcctSvcrRef></Ntry>"""
BALANCE = """<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
</Bal>"""
CAMT = ("""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id>
<CreDtTm>2026-03-02T20:00:00</CreDtTm><Acct><Id><IBAN>DE12345678901234567890</IBAN></Id><Ccy>EUR</Ccy></Acct>"""
        + BALANCE.format("OPBD", "10000.00") + BALANCE.format("CLBD", "11450.00") + ENTRY.format("1500.00", "CRDT", "BNK0001")
        + ENTRY.format("50.00", "DBIT", "BNK0003") + "</Stmt></BkToCstmrStmt></Document>")


def one_movement_in_three_reports_of_an_archive_is_one(cli):
    path = archive(cli, "day.zip", {"a.942": INTRADAY, "b.940": END_OF_DAY, "c.xml": CAMT})
    outcome = cli.json("import", path)[0]
    assert outcome["format"] == "zip" and outcome["added"] == 2 and outcome["duplicates"] == 3, outcome
    assert cli.flows() == 2
    assert cli.json("balance")[0]["ledger"] == "11450.00"
    for name, text in (("b.940", END_OF_DAY), ("c.xml", CAMT), ("a.942", INTRADAY)):  # and what was in an archive is known by itself
        assert cli.json("import", cli.write(name, text))[0]["added"] == 0, name
    assert cli.flows() == 2 and cli.json("check")["ok"]


def the_paper_in_an_archive_is_left_out(cli):
    outcome = cli.json("import", archive(cli, "bank.zip", {"1.csv": HEADER + GOOD, "1.pdf": "%PDF-1.4\n"}))[0]
    assert outcome["added"] == 1 and any("1.pdf" in note for note in outcome["notes"]), outcome
    cli.refused("import", archive(cli, "paper.zip", {"1.pdf": "%PDF-1.4\n", "2.pdf": "%PDF-1.4\n"}), part="nothing but PDF")


def an_archive_with_a_bad_file_is_refused_whole(cli):
    path = archive(cli, "bank.zip", {"1.csv": HEADER + GOOD, "2.txt": "Dear customer,\nthank you.\n"})
    cli.refused("import", path, part="bank.zip/2.txt")
    assert not cli.json("imports")
    bad = archive(cli, "rows.zip", {"1.csv": HEADER + GOOD, "2.csv": WRONG["letters.csv"]})
    cli.refused("import", bad, part="2.csv")
    outcome = cli.json("import", "--accept-warnings", bad)[0]
    assert outcome["status"] == "warn" and outcome["added"] == 1 and outcome["rejected"] == 1, outcome


SHEET = """<worksheet><sheetData><row><c t="inlineStr"><is><t>Date</t></is></c><c t="inlineStr"><is><t>Description</t></is></c>
<c t="inlineStr"><is><t>Amount</t></is></c></row><row><c s="1"><v>46027</v></c><c t="inlineStr"><is><t>rent</t></is></c><c><v>-12.5</v></c></row>
</sheetData></worksheet>"""
BOOK = {
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="July" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Type="/worksheet" Target="s.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
}


def a_workbook_is_imported_and_its_mapping_kept(cli):
    path = archive(cli, "july.xlsx", BOOK | {"xl/s.xml": SHEET})
    outcome = cli.json("import", path, "--save-profile", "july")[0]
    assert outcome["format"] == "xlsx" and outcome["added"] == 1 and outcome["debit_total"] == "12.50", outcome
    again = cli.json("import", path)[0]
    assert again["profile"] == "july" and again["duplicates"] == 1, again
    bad = archive(cli, "bad.xlsx", BOOK | {"xl/s.xml": SHEET.replace("<c><v>-12.5</v></c>", "<c><f>A9</f></c>")})
    cli.refused("import", bad, part="sheet July, cell C2: the formula has no stored value")


def one_refused_file_does_not_hold_back_the_others(cli):
    good = cli.write("good.csv", HEADER + GOOD)
    bad = cli.write("date.csv", WRONG["date.csv"])
    outcomes = cli.json("import", bad, good, status=1)
    assert [o["status"] for o in outcomes] == ["reject", "ok"], outcomes
    assert cli.flows() == 1


def a_dry_run_leaves_nothing(cli):
    before = cli.json("check")["sha256"]
    assert cli.import_rows(season(10), "--dry-run")["import_id"] is None
    assert cli.json("check")["sha256"] == before


def as_nobody(cli, *words):
    if os.geteuid() != 0:
        return cli.run(*words)
    process = subprocess.run(cli.command(*words), env=cli.env, capture_output=True, stdin=subprocess.DEVNULL, check=False,
                             user=NOBODY, group=NOBODY, extra_groups=[])
    return process.returncode, process.stdout.decode(), process.stderr.decode()


def reachable_by_nobody(cli):
    """The program may be built where a user without privileges cannot go: it runs from a copy."""
    copy = tempfile.mkdtemp(prefix="aequitas-program-")
    os.chmod(copy, 0o755)
    cli.program = shutil.copy(cli.program, copy)
    atexit.register(shutil.rmtree, copy, True)
    os.chmod(cli.folder, 0o755)
    assert as_nobody(cli, "--version")[0] == 0


def unreadable_files_are_refused(cli):
    reachable_by_nobody(cli)
    path = cli.write("secret.csv", HEADER + GOOD)
    os.chmod(path, 0)
    os.chmod(cli.folder, 0o777)
    status, _, err = as_nobody(cli, "--quiet", "import", path)
    assert status == 1 and "secret.csv" in err and len(err.strip().splitlines()) == 1, err


def a_read_only_folder_is_read_but_not_written(cli):
    reachable_by_nobody(cli)
    cli.import_rows(season(3))
    rows = cli.write("more.csv", HEADER + GOOD)
    for name in os.listdir(cli.folder):
        if os.path.isfile(cli.path(name)):
            os.chmod(cli.path(name), 0o444)
    os.chmod(cli.folder, 0o555)
    try:
        status, out, err = as_nobody(cli, "--json", "accounts")
        assert status == 0 and "USD-1" in out, err
        status, _, err = as_nobody(cli, "--quiet", "import", rows)
        assert status == 1 and len(err.strip().splitlines()) == 1, err
    finally:
        os.chmod(cli.folder, 0o755)
    assert cli.flows() == 6


def a_locked_ledger_says_so(cli):
    cli.import_rows(season(3))
    rows = cli.write("more.csv", HEADER + GOOD)
    writer = sqlite3.connect(cli.ledger, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        status, out, err = cli.run("--json", "import", rows)
        assert status == 1 and '"busy"' in out and "another program" in err, out + err
        cli.json("accounts")  # readers never wait
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert cli.json("import", rows)[0]["added"] == 1


def other_files_are_no_ledgers(cli):
    for name, content in (("text.aequitas", b"not a database at all, only words\n" * 100), ("short.aequitas", b"x")):
        path = cli.write(name, content)
        cli.refused("accounts", ledger=path, part="ledger")
        with open(path, "rb") as kept:
            assert kept.read() == content
    cli.refused("accounts", ledger=cli.folder, part="folder")


def an_interrupted_import_leaves_nothing(cli):
    cli.import_rows(season(3))
    before = cli.json("check")["sha256"]
    pipe = cli.path("endless.csv")
    os.mkfifo(pipe)
    process = cli.start("import", pipe)
    # Opening waits until the program reads, writing more than a pipe holds until it has read: it is in the middle of it.
    with open(pipe, "wb") as endless:
        endless.write(HEADER.encode() + row().encode() * 40000)
        endless.flush()
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, (process.returncode, out, err)
    assert b"nothing was left half done" in err
    assert cli.json("check")["sha256"] == before


def real(*parts):
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.environ.get("AEQ_REAL_DATA") or os.path.join(here, "..", "..", "..", "shared")
    path = os.path.join(root, *parts)
    if not os.path.exists(path):
        raise Skipped(f"real data is not there: {'/'.join(parts)}")
    return path


def imports_and_forecasts(cli, path, now):
    outcome = cli.json("import", path)[0]
    assert outcome["status"] in ("ok", "warn") and outcome["added"] > 1000, outcome
    assert cli.json("import", path)[0]["added"] == 0
    assert cli.json("check")["ok"]
    account = cli.json("accounts")[0]
    document = cli.json("--now", now, "forecast", "--plain", "--days", "3", "--account", account.get("number") or account["account"])
    assert document["accounts"], document


def dts_imports_and_forecasts(cli):
    imports_and_forecasts(cli, real("data", "dts_flows_by_category_2005_2013.csv"), "2012-06-01T12:00:00Z")


def berka_imports_and_forecasts(cli):
    imports_and_forecasts(cli, real("data", "berka_trans_1993_1994q1.csv"), "1994-03-01T12:00:00Z")


def the_corpus_comes_out_as_expected(cli):
    wrong = []
    with open(real("corpus", "expected.csv"), encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    for number, expected in enumerate(rows):
        path = real("corpus", *expected["path"].split("/"))
        ledger = cli.path(f"corpus-{number}.aequitas")
        got = cli.json("import", path, status=1 if expected["expect"] == "reject" else 0, ledger=ledger)[0]
        wrong += compare(expected, got)
    assert not wrong, "\n".join(wrong)


def compare(expected, got):
    names = ["status"] if expected["expect"] == "reject" else [
        "status", "accounts", "transactions", "opening_balance", "closing_balance", "currency", "credit_total", "debit_total"]
    wanted = {**expected, "status": expected["expect"]}
    return [f"{expected['path']}: {name} is {got[name]}, not {wanted[name]}" for name in names
            if wanted[name] and str(got[name]) != wanted[name]]


if __name__ == "__main__":
    assert NOW
    sys.exit(main("input", [
        wrong_files_are_refused, folders_and_missing_files_are_refused, another_currency_than_the_accounts_is_refused,
        good_rows_are_taken_when_warnings_are_accepted, an_archive_is_one_import, an_archive_with_a_bad_file_is_refused_whole,
        one_movement_in_three_reports_of_an_archive_is_one, the_paper_in_an_archive_is_left_out,
        a_workbook_is_imported_and_its_mapping_kept, one_refused_file_does_not_hold_back_the_others, a_dry_run_leaves_nothing,
        unreadable_files_are_refused, a_read_only_folder_is_read_but_not_written, a_locked_ledger_says_so,
        other_files_are_no_ledgers, an_interrupted_import_leaves_nothing, dts_imports_and_forecasts, berka_imports_and_forecasts,
        the_corpus_comes_out_as_expected]))
