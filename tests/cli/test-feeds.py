#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""indicators fetch and status against a stand-in for the feeds."""

import os
import re
import shutil
import subprocess
import sys

from feeds import BAD_KEY, KEY, Feeds
from tap import Skipped, main

VALUES = {"VIXCLS": {"2026-02-25": "17.25", "2026-02-26": ".", "2026-02-27": "18.5"}, "BAA10Y": {"2026-02-27": "1.9"},
          "SOFR": {"2026-02-26": 3.88, "2026-02-27": "3.9"}, "EFFR": {"2026-02-27": 3.63},
          "OFRFSI": {"2026-02-25": "-1.25"}, "FNYR-SOFR-A": {"2026-02-26": 3.88, "2026-02-27": None}}
NOTICE = "not endorsed or certified by the Federal Reserve Bank of St. Louis"


def fresh():
    return {series: dict(days) for series, days in VALUES.items()}


def with_key(cli, key=KEY):
    cli.env["AEQUITAS_FRED_KEY"] = key
    return cli


def by_series(document):
    return {series["series"]: series for series in document["series"]}


def outcomes(document):
    return {feed["feed"]: feed["outcome"] for feed in document["feeds"]}


def without_a_key_the_others_run(cli):
    with Feeds(fresh()) as feeds:
        text = cli.do("indicators", "fetch", *feeds.options())
        assert "AEQUITAS_FRED_KEY" in text and "https://fredaccount.stlouisfed.org/apikeys" in text, text
        assert NOTICE in text, text
        assert not [path for path, _ in feeds.asked if path.startswith("/fred/")]
        document = cli.json("indicators", "fetch", *feeds.options())
        assert outcomes(document) == {"fred": "skipped", "nyfed": "done", "ofr": "done"}, document
    listed = {row["series"]: row for row in cli.json("indicators", "list")}
    assert listed["SOFR"]["values"] == 2 and listed["SOFR"]["known_on"] == "2026-03-02", listed["SOFR"]
    assert listed["OFRFSI_CREDIT"]["values"] == 1


def what_is_fetched_is_counted(cli):
    values = fresh()
    with Feeds(values) as feeds:
        first = by_series(with_key(cli).json("indicators", "fetch", "--series", "VIXCLS, SOFR", *feeds.options()))
        assert first["VIXCLS"] == {"series": "VIXCLS", "feed": "fred", "new": 2, "revised": 0, "waiting": 0,
                                   "last_day": "2026-02-27", "error": None}, first
        assert first["SOFR"]["feed"] == "nyfed" and first["SOFR"]["new"] == 2, first
        before = cli.json("check")["sha256"]
        again = by_series(cli.json("indicators", "fetch", "--series", "VIXCLS,SOFR", *feeds.options()))
        assert again["VIXCLS"]["new"] == again["SOFR"]["new"] == 0, again
        assert cli.json("check")["sha256"] == before
        copy = by_series(cli.json("indicators", "fetch", "--feed", "ofr", "--series", "SOFR", *feeds.options()))
        assert copy["SOFR"]["feed"] == "ofr" and copy["SOFR"]["new"] == copy["SOFR"]["revised"] == 0, copy


def a_refused_key_is_said_and_the_others_are_stored(cli):
    with Feeds(fresh()) as feeds:
        status, out, err = with_key(cli, BAD_KEY).run("indicators", "fetch", *feeds.options())
        assert status == 1 and "the key is refused" in err and "series were fetched" in err, err
        assert BAD_KEY not in out + err
        assert len([path for path, _ in feeds.asked if path.startswith("/fred/")]) == 1
        document = cli.json("indicators", "fetch", *feeds.options(), status=1)
        assert outcomes(document) == {"fred": "failed", "nyfed": "done", "ofr": "done"}, document
        assert "the key is refused" in by_series(document)["VIXCLS"]["error"]
    assert {row["series"] for row in cli.json("indicators", "list")} > {"SOFR", "EFFR", "OFRFSI"}


def a_failing_feed_does_not_stop_the_others(cli):
    with Feeds(fresh()) as feeds:
        feeds.break_with["/api/rates/secured"] = (200, "<!DOCTYPE html><title>Sign in</title>")
        feeds.break_with["/financial-stress-index"] = (404, "gone")
        words = ["--series", "VIXCLS,SOFR,EFFR,OFRFSI", *feeds.options()]
        series = by_series(with_key(cli).json("indicators", "fetch", *words, status=1))
        assert "web page" in series["SOFR"]["error"] and "404" in series["OFRFSI"]["error"], series
        assert series["EFFR"]["new"] == 1 and series["VIXCLS"]["new"] == 2, series


def the_key_may_come_from_a_file(cli):
    key = cli.write("fred.key", KEY + "\n")
    bad = cli.write("bad.key", KEY.upper())
    with Feeds(fresh()) as feeds:
        words = ["--series", "VIXCLS", *feeds.options("fred")]
        assert by_series(cli.json("indicators", "fetch", "--fred-key-file", key, *words))["VIXCLS"]["new"] == 2
        status, out, err = cli.run("indicators", "fetch", "--fred-key-file", bad, *words)
        assert status == 1 and "the key is none" in err and KEY.upper() not in out + err, err
        wrong = cli.json("indicators", "fetch", "--fred-key-file", bad, *feeds.options(), status=1)
        assert outcomes(wrong) == {"fred": "failed", "nyfed": "done", "ofr": "done"}, wrong
        cli.refused("indicators", "fetch", "--fred-key-file", cli.path("none.key"), *words, part="none.key")


def asking_for_fred_without_a_key_fails(cli):
    for words in (["--feed", "fred"], ["--series", "VIXCLS"]):
        status, _, err = cli.run("indicators", "fetch", *words, "--base-url", "fred=http://127.0.0.1:1")
        assert status == 1 and "needs a key" in err, err


def only_what_is_due(cli):
    with Feeds(fresh()) as feeds:
        assert outcomes(cli.json("indicators", "fetch", "--if-due", *feeds.options()))["nyfed"] == "done"
        asked = len(feeds.asked)
        document = cli.json("indicators", "fetch", "--if-due", *feeds.options())
        assert outcomes(document)["nyfed"] == "not-due", document
        assert document["feeds"][1]["next"] == "2026-03-02T14:10:00Z", document
        assert "not due before" in cli.do("indicators", "fetch", "--if-due", *feeds.options())
        assert len(feeds.asked) == asked


def status_says_what_is_there(cli):
    assert all(row["state"] == "empty" for row in cli.json("indicators", "status"))
    with Feeds(fresh()) as feeds:
        with_key(cli).json("indicators", "fetch", "--series", "VIXCLS", *feeds.options())
    rows = {row["series"]: row for row in cli.json("indicators", "status")}
    assert rows["VIXCLS"] == {"series": "VIXCLS", "feed": "fred", "last_day": "2026-02-27",
                              "fetched": "2026-03-02T12:00:00Z", "state": "current"}, rows["VIXCLS"]
    assert "VIXCLS" in cli.do("indicators", "status")


def wrong_words_are_refused(cli):
    for option, value, part in (("--feed", "ecb", "fred, nyfed and ofr"), ("--series", "NOPE", "NOPE"),
                                ("--from", "1.3.2026", "--from"), ("--from", "2026-03-03", "--from"),
                                ("--base-url", "fred", "--base-url"),
                                ("--base-url", "nyfed=http://example.org", "not protected")):
        cli.refused("indicators", "fetch", option, value, part=part, status=2)
    cli.refused("indicators", "list", "--if-due", part="fetch", status=2)
    cli.refused("indicators", "fetch", "--ca-file", cli.path("none.pem"), part="none.pem")


def make_certificate(cli):
    if shutil.which("openssl") is None:
        raise Skipped("openssl is not there to make a certificate")
    key, certificate = cli.path("key.pem"), cli.path("certificate.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=stand-in", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                    "-out", certificate], check=True, capture_output=True)
    return certificate, key


def a_certificate_that_nobody_trusts_is_refused(cli):
    certificate = make_certificate(cli)
    with Feeds(fresh(), certificate) as feeds:
        words = ["indicators", "fetch", "--series", "SOFR", *feeds.options()]
        document = cli.json(*words, status=1)
        assert "certificate" in by_series(document)["SOFR"]["error"], document
        assert not feeds.asked
        assert by_series(cli.json(*words, "--ca-file", certificate[0]))["SOFR"]["new"] == 2


def the_timer_runs_this_program(cli):
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data")
    with open(os.path.join(here, "aequitas-indicators.service.in"), encoding="utf-8") as unit:
        words = re.search(r"^ExecStart=@bindir@/aequitas-cli (.*)$", unit.read(), re.M).group(1).split()
    with Feeds(fresh()) as feeds:
        cli.do(*words, *feeds.options())
        assert feeds.asked


def the_units_are_well_formed(cli):
    if shutil.which("systemd-analyze") is None:
        raise Skipped("systemd-analyze is not there")
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data")
    with open(os.path.join(here, "aequitas-indicators.service.in"), encoding="utf-8") as unit:
        text = unit.read().replace("@bindir@/aequitas-cli", shutil.which("true"))
    service = cli.write("aequitas-indicators.service", text)
    timer = shutil.copy(os.path.join(here, "aequitas-indicators.timer"), cli.folder)
    found = subprocess.run(["systemd-analyze", "--man=no", "verify", service, timer], capture_output=True, text=True,
                           check=False)
    problems = [line for line in found.stderr.splitlines() if "aequitas-indicators" in line]
    assert not problems, problems


if __name__ == "__main__":
    sys.exit(main("feeds", [
        without_a_key_the_others_run, what_is_fetched_is_counted, a_refused_key_is_said_and_the_others_are_stored,
        a_failing_feed_does_not_stop_the_others, the_key_may_come_from_a_file, asking_for_fred_without_a_key_fails,
        only_what_is_due, status_says_what_is_there, wrong_words_are_refused,
        a_certificate_that_nobody_trusts_is_refused, the_timer_runs_this_program, the_units_are_well_formed]))
