#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A day in German and in French: every page, a forecast, an import with decimal commas, an exported report. Nothing stays English, and figures are
written as the region writes them. Arguments: the desktop, the command line program, the build folder."""

import gettext
import json
import os
import re
import shutil
import sqlite3
import subprocess

import desktop as ui
from desktop import NOW, Desktop, Skip, test, wait
from scores import put_model

if "INSIDE" in os.environ:
    import pages
    from accessible import walk

REGIONS = {"de": "de_DE", "fr": "fr_FR"}
SETTLED = "Buchungstag;Betrag;Verwendungszweck;Auftraggeber;Referenz\n02.02.2026;-1.234,56;Rechnung 17;Lieferant 3;L1\n03.02.2026;2.500,50;Gutschrift;Kunde 5;L2\n"
# Words that none of the two languages has in this form. Names of the sample desk and what the law wants said in English are no fault.
ENGLISH = re.compile(r"\b(the|of|and|is|are|with|from|by|for|this|that|yet|its|than|which|has|have|when|been|each|below|above|other)\b")
AS_THEY_ARE = re.compile(r"FRED®|^USD clearing and funding$|^(.*[/\\].*)$|sample desk, seed|generated sample desk|daily net, each fold")
LETTERS = re.compile(r"[A-Za-z]{3}")
POINTED = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
VERSION = re.compile(r"v\d+\.\d+|\d+(\.\d+){2,}(?!,)")


class Language:
    """The region with what it calls things, for this process and those it starts."""

    def __init__(self, code, build):
        region = REGIONS[code]
        folder = os.environ["HOME"] + "/regions"
        os.makedirs(folder, exist_ok=True)
        if shutil.which("localedef") is None or not os.path.exists("/usr/share/i18n/locales/" + region):
            raise Skip(f"the region {region} cannot be made here")
        subprocess.run(["localedef", "-i", region, "-f", "UTF-8", f"{folder}/{region}.UTF-8"], check=True)
        os.environ.update(LOCPATH=folder, LC_ALL=region + ".UTF-8", LANGUAGE=code, AEQ_LOCALE_DIR=build + "/po")
        self.known = gettext.translation("aequitas", build + "/po", [code])
        self.code = code
        table = self.known._catalog  # pylint: disable=protected-access
        self.english = {text for text, said in table.items() if isinstance(text, str) and text and said != text and "\x04" not in text}
        self.said = {said for said in table.values() if isinstance(said, str)}
        self.formats = [self.pattern(text) for text in self.english if "%" in text and len(re.sub(r"%[^a-z]*[a-z]", "", text)) > 12]

    @staticmethod
    def pattern(text):
        parts = re.split(r"%(?:\d+\$)?[-+.0-9]*(?:<PRIu64>|l*[a-z])", text.replace("%%", "\0"))
        return re.compile("(?s)" + "(.+?)".join(re.escape(part.replace("\0", "%")) for part in parts) + r"\Z")

    def say(self, text):
        return self.known.gettext(text).replace("_", "")

    def is_english(self, text):
        """(nullable) Why this text should not stand in a window of the language."""
        if not LETTERS.search(text) or AS_THEY_ARE.search(text):
            return None
        if text in self.english and text not in self.said:
            return "has a translation"
        if any(pattern.match(text) for pattern in self.formats):
            return "is made of a sentence that has a translation"
        return "has English words" if ENGLISH.search(text) else None

    def is_pointed(self, text):
        """(nullable) The same of its numbers. A point is none of decimals in a version, nor in German between groups."""
        bare = VERSION.sub("", text)
        if self.code == "de":
            bare = re.sub(r"\d{1,3}(\.\d{3})+(?!\d)", "", bare)
        return "has a decimal point" if POINTED.search(bare) else None


def faults(where, shown, *checks):
    texts = {text for one in shown for text in (one.name, one.text, one.description) if text}
    return [f"{where}: {text!r} {why}" for text in sorted(texts) for check in checks if (why := check(text))]


def button(window, name):
    """Of exactly this name, dialogs first; which stands there once with its mnemonic."""
    def find():
        for frame in reversed(window.frames()):
            for node in walk(frame):
                if node.get_role_name() == "push button" and node.get_name().replace("_", "") in (name, f"{name} {name}"):
                    return node
        return None
    return wait(f"a button {name!r}", find)


def runs(ledger):
    with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as store:
        return store.execute("SELECT COUNT(*) FROM forecast_run").fetchone()[0]


def every_page_is_translated(language, window, ledger):
    sidebar = language.say("Pages")
    before = runs(ledger)
    pages.go_to(window, "Forecast", sidebar)
    window.key("F9")
    wait("a forecast is issued", lambda: runs(ledger) > before)
    bad = []
    for page, shown in pages.visit(window, sidebar):
        bad += faults(page, shown, language.is_english, language.is_pointed)
    bad += faults("around the pages", pages.frame_texts(window), language.is_english, language.is_pointed)
    assert not bad, "\n".join(bad)


def a_report_is_exported(language, window):
    pages.go_to(window, "Reports", language.say("Pages"))
    button(window, language.say("_CSV")).act()
    window.point(window.see(language.say("Export What Is Seen")), 0.5, 0.5)  # keys go to the window under the pointer
    window.key("Return")
    path = os.environ["HOME"] + "/bcbs248-2026-10.csv"
    wait("the report is written", lambda: os.path.exists(path))
    with open(path, encoding="utf-8-sig") as report:
        told = report.read()
    # A file is read by other programs: it has the same words and marks everywhere.
    assert "2026-10" in told and re.search(r"\d\.\d\d(?!\d)", told) and "," in told, told[:400]
    os.unlink(path)


def a_file_with_decimal_commas_comes_in(language, paths, ledger):
    path = os.environ["HOME"] + "/konto.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write(SETTLED)
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger, path)
    try:
        counted = language.known.ngettext("%s new flow", "%s new flows", 2) % "2"
        window.see(counted)
        bad = faults("the assistant", pages.read(window.frames()[-1]), language.is_english)  # numbers stand there as in the file
        assert not bad, "\n".join(bad)
        button(window, language.say("_Import")).act()
        window.see(language.known.ngettext("%s flow added", "%s flows added", 2) % "2")
    finally:
        window.close()
    said = subprocess.run([paths["cli"], "--now", NOW, "--json", "--ledger", ledger, "flows", "--from", "2026-02-02", "--to", "2026-02-03"],
                          check=True, capture_output=True, text=True).stdout
    amounts = {flow["amount"] for flow in json.loads(said)}
    assert {"-1234.56", "2500.50"} <= amounts, sorted(amounts)[:20]


def day(code, paths):
    language = Language(code, paths["build"])
    ledger = f"{os.environ['HOME']}/{code}.ledger"
    shutil.copy(paths["ledger"], ledger)
    for now, command in (("2026-11-18T10:00:00Z", ["forecast", "--explain"]), (NOW, ["score"])):
        subprocess.run([paths["cli"], "--quiet", "--now", now, "--ledger", ledger, *command], check=True, stdout=subprocess.DEVNULL)
    put_model(ledger, "v1.1", "shadow")
    window = Desktop(paths["desktop"], paths["build"], "--ledger", ledger)
    try:
        every_page_is_translated(language, window, ledger)
        a_report_is_exported(language, window)
    finally:
        window.close()
    a_file_with_decimal_commas_comes_in(language, paths, ledger)


@test
def a_day_in_german(paths):
    day("de", paths)


@test
def a_day_in_french(paths):
    day("fr", paths)


if __name__ == "__main__":
    ui.run(__file__, ("demo",))
