#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The model registry, what was forecast and what changed, from the command line. TAP."""

import contextlib
import http.server
import json
import os
import random
import sqlite3
import struct
import sys
import threading

from cli import season
from tap import main

TOKEN = "a-token-nobody-may-read"


def a_model_moves_between_ledgers(cli):
    cli.import_rows(season())
    version = cli.json("train")["version"]
    assert version == "v1.1", version
    folder = cli.path("model")
    assert cli.json("models", "export", version, "--to", folder) == {"version": version, "to": folder}
    assert sorted(os.listdir(folder)) == ["CARD.md", "features.json", "metadata.json", "model.bin.gz"]
    with open(os.path.join(folder, "metadata.json"), encoding="utf-8") as out:
        metadata = json.load(out)
    assert metadata["version"] == version and len(metadata["data_hash"]) == 64, metadata
    cli.refused("models", "export", version, "--to", folder, part="holds a model already")
    other = cli.path("other.aequitas")
    assert cli.json("models", "import", folder, ledger=other)["version"] == version
    [model] = cli.json("models", ledger=other)
    assert (model["status"], model["metadata"]["imported_as"]) == ("shadow", version), model
    cli.refused("models", "import", folder, part="already, as v1.1")
    shown = cli.json("models", "show", version)
    with open(os.path.join(folder, "CARD.md"), encoding="utf-8") as out:
        assert shown["card"] == out.read()
    assert cli.do("models", "show", version).startswith("# Steady-state model v1.1")


def damage_and_misuse_are_sentences(cli):
    cli.import_rows(season())
    cli.json("train")
    folder = cli.path("model")
    cli.do("models", "export", "v1.1", "--to", folder)
    with open(os.path.join(folder, "model.bin.gz"), "r+b") as out:
        out.seek(300)
        out.write(b"?????")
    error = cli.refused("models", "import", folder, part="damaged")
    assert error["file"].endswith("model.bin.gz"), error
    cli.refused("models", "import", cli.path("nowhere"), part="no such file")
    cli.refused("models", "show", "v9.9", part="no model version v9.9")
    for words in (["models", "export", "v1.1"], ["models", "show"], ["models", "import"], ["models", "--to", "x"],
                  ["models", "dance"]):
        cli.refused(*words, part="", status=2)
    assert len(cli.json("models")) == 1


def a_first_model_can_be_taken_back(cli):
    cli.import_rows(season())
    cli.json("train")
    cli.do("models", "promote", "v1.1")
    assert cli.json("models", "rollback") == {"current": None}
    assert [(model["version"], model["status"]) for model in cli.json("models")] == [("v1.1", "retired")]
    assert cli.json("forecast", "--days", "1")["model"] == "plain"
    cli.refused("models", "rollback", part="no current model")
    assert cli.json("models", "promote", "v1.1") == {"current": "v1.1"}


def the_order_of_rows_and_accounts_changes_nothing(cli):
    """Forecasts, trained and not, and the hashes of what they and a model were made from."""
    rows, seen = season().splitlines(True), []
    for order in (rows, rows[::-1], random.Random(4).sample(rows, len(rows))):
        cli.ledger = cli.path(f"{len(seen)}.aequitas")
        cli.import_rows("".join(order))
        plain = cli.json("forecast", "--days", "5")
        cli.json("train")
        cli.do("models", "promote", "v1.1")
        trained = cli.json("forecast", "--days", "5")
        assert trained["model"] == "v1.1"
        seen.append((plain["data_hash"], trained["data_hash"], cli.json("models")[0]["metadata"]["data_hash"],
                     *({a["account"]: a for a in document["accounts"]} for document in (plain, trained))))
    assert seen[0] == seen[1] == seen[2]


def forecasts_are_listed_and_compared(cli):
    cli.import_rows(season())
    cli.refused("forecast-diff", part="two forecasts are needed")
    first = cli.json("forecast", "--days", "3")["id"]
    cli.import_rows("USD-1,2026-03-02T20:00:00Z,2026-03-02,,-321.00,USD,tax,House,E1,,,expected\n")
    second = cli.json("forecast", "--days", "3")["id"]
    only = cli.json("forecast", "--days", "3", "--account", "JPY-1")["id"]
    listed = cli.json("forecasts")
    assert [row["id"] for row in listed] == [only, second, first], listed
    assert all(row["model"] == "plain" and len(row["hash"]) == 64 and row["scenario"] is None for row in listed), listed
    assert [row["id"] for row in cli.json("forecasts", "--account", "USD-1")] == [second, first]
    assert len(cli.json("forecasts", "--limit", "1")) == 1
    diff = cli.json("forecast-diff", first, second)
    [usd] = [account for account in diff["accounts"] if account["account"] == "USD-1"]
    closing = usd["closing"]
    assert closing["reasons"]["known"] == "-321.00", closing
    total = sum(round(float(amount) * 100) for amount in closing["reasons"].values())
    assert total == round(float(closing["difference"]) * 100), closing
    assert cli.json("forecast-diff")["only_before"] == ["USD-1"]
    assert "known flows" in cli.do("forecast-diff", first, second)
    cli.refused("forecast-diff", first, part="two ids", status=2)
    cli.refused("forecast-diff", first, "nonsense", part="not an id", status=2)
    cli.refused("forecast-diff", first, "00000000-0000-8000-8000-000000000000", part="there is no forecast")


class Mlflow(http.server.BaseHTTPRequestHandler):
    """A tracking server that remembers what it was told."""
    told = []
    ANSWERS = {"experiments/get-by-name": {"experiment": {"experiment_id": "3"}},
               "runs/create": {"run": {"info": {"run_id": "r1"}}}}

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        path = self.path.removeprefix("/api/2.0/mlflow/").split("?")[0]
        Mlflow.told.append((path, self.headers.get("Authorization"), json.loads(self.rfile.read(length) or b"null")))
        body = json.dumps(self.ANSWERS.get(path, {})).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *words):
        pass


def mlflow_is_told_and_never_in_the_way(cli):
    cli.import_rows(season())
    cli.env["AEQUITAS_MLFLOW_TOKEN"] = TOKEN
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mlflow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    status, out, err = cli.run("train", "--mlflow", url)
    assert status == 0 and TOKEN not in out + err, err
    paths = [path for path, _, _ in Mlflow.told]
    assert paths == ["experiments/get-by-name", "runs/create", "runs/log-batch", "runs/update"], paths
    assert all(header == f"Bearer {TOKEN}" for _, header, _ in Mlflow.told)
    batch = Mlflow.told[2][2]
    assert {"key": "aequitas.version", "value": "v1.1"} in batch["tags"], batch
    assert all(isinstance(metric["value"], (int, float)) for metric in batch["metrics"]), batch
    assert Mlflow.told[3][2]["status"] == "FINISHED"
    cli.env["AEQUITAS_MLFLOW_URL"] = url
    empty = cli.path("empty.aequitas")
    cli.refused("train", part="no booked flows", ledger=empty)
    assert Mlflow.told[-1][2]["status"] == "FAILED", Mlflow.told[-1]
    server.shutdown()
    server.server_close()
    status, out, err = cli.run("train")
    assert status == 0 and "v1.2" in out and "not told to MLflow" in err and TOKEN not in out + err, err


def the_sample_desk_forecasts_with_a_trained_model_at_once(cli):
    assert cli.json("demo")["model"] == "v1.0"
    assert [(model["version"], model["status"]) for model in cli.json("models")] == [("v1.0", "current")]
    document = cli.json("forecast", "--days", "2", "--account", "990041771")
    assert document["model"] == "v1.0" and document["accounts"][0]["trained"], document["model"]


def put_daily_record(ledger, number, inside):
    """The record of an account's next business days as score keeps it: a row (known at, day, inside) each."""
    state = b"".join(struct.pack("<qiB3x", i, i, held) for i, held in enumerate(inside))
    with contextlib.closing(sqlite3.connect(ledger)) as store, store:
        store.execute("INSERT OR REPLACE INTO calibration SELECT id, 'daily', ?, 0 FROM account WHERE number = ?", (state, number))


def a_forecast_warns_when_a_calibration_drifts(cli):
    cli.import_rows(season())
    number = cli.json("accounts")[0]["number"]
    assert "drifts" not in cli.do("forecast", "--days", "2")
    put_daily_record(cli.ledger, number, [1] * 54 + [0] * 6)
    assert "drifts" not in cli.do("forecast", "--days", "2")
    put_daily_record(cli.ledger, number, [1] * 42 + [0] * 18)
    text = cli.do("forecast", "--days", "2")
    assert f"The calibration of {number} drifts: 70 % of the last 60 business days fell within" in text, text


def a_record_tells_its_worst_stretch(cli):
    cli.do("demo")
    accuracy = cli.json("backtest", "--account", "990041771", "--from", "2025-11-03")
    [account] = accuracy["by_account"]
    assert 0 < account["worst_60"] <= 1, account
    text = cli.do("backtest", "--account", "990041771", "--from", "2025-11-03")
    assert f"Worst stretch: {account['account']} held {100 * account['worst_60']:.1f} % of 60 days in a row" in text, text


if __name__ == "__main__":
    sys.exit(main("models", [
        a_model_moves_between_ledgers, damage_and_misuse_are_sentences, a_first_model_can_be_taken_back, forecasts_are_listed_and_compared,
        the_order_of_rows_and_accounts_changes_nothing,
        mlflow_is_told_and_never_in_the_way, a_forecast_warns_when_a_calibration_drifts, a_record_tells_its_worst_stretch,
        the_sample_desk_forecasts_with_a_trained_model_at_once]))
