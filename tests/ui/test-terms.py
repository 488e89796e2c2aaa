#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every figure of the pages, on the sample desk: what it is called stands in the glossary, a tooltip says what it is, it has a unit, and the page says
as of when. What the words mean no machine can judge. Arguments: the desktop, the command line program, the build folder."""

import os
import re

import desktop as ui
from desktop import Desktop, test

if "INSIDE" in os.environ:
    import pages

GLOSSARY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "user_guides", "glossary.md")
UNDATED = {"Regime", "Imports", "Connections", "Settings"}  # each of their figures has a day of its own, or needs none
NUMBER = re.compile(r"[-+]?\d{1,3}(,\d{3})*(\.\d+)?( %)?\Z")
DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
UNIT = re.compile(r"\b[A-Z]{3}\b| %|\bdays?\b|\bd\b|\bforecasts?\b|\bof \d")
CLOCK = r"\d\d:\d\d"
# Texts of tables are no figures.
WORDS = {"Account", "Currency", "Status", "Category", "Counterparty", "Reference", "Narrative", "Day", "Issued", "Model", "File", "Format", "Imported", "By",
         "Figure", "Unit", "Definition"}


def terms():
    with open(GLOSSARY, encoding="utf-8") as file:
        rows = [line.split("|")[1].strip() for line in file if line.startswith("| ")]
    return set(rows) - {"Term"} | {"5 %", "10 %", "25 %", "75 %", "90 %", "95 %", "97.5 %"}


def said(one):
    return one.name if one.role == "label" and one.name != "GtkLabel" else one.text


def labels(shown, place, most):
    return [said(one) for one in shown[place + 1:place + most] if one.role == "label"]


def figures(shown):
    """Title, texts and definition of each figure in a row of figures."""
    for place, one in enumerate(shown):
        if one.role == "panel" and one.description and (texts := labels(shown, place, 6)[:3]) \
                and len(texts) > 1 and (NUMBER.match(texts[1]) or DATE.match(texts[1]) or texts[1] == "–"):
            yield texts[0], texts[1:], one.description


def columns(shown):
    """Title and definition of each column of a table."""
    for place, one in enumerate(shown):
        if one.name == "GtkColumnViewTitle" and (texts := labels(shown, place, 6)):
            yield texts[0], one.description


def check_page(page, shown, known):
    texts = [said(one) for one in shown]
    bad = []
    for title, (value, *caption), definition in figures(shown):
        bad += [f"{page}: “{title}” is not in the glossary"] if title not in known else []
        whole = " ".join([value, *caption])
        if NUMBER.match(value) and not UNIT.search(whole) and not any(UNIT.search(text) for text in texts[:12]):
            bad.append(f"{page}: “{title}” has no unit: {whole!r} ({definition!r})")
    for title, definition in columns(shown):
        if title in WORDS:
            continue
        bad += [f"{page}: the column “{title}” is not in the glossary"] if title not in known else []
        if not definition and title not in ("Regime",):
            bad.append(f"{page}: the column “{title}” has no definition")
    if page not in UNDATED and not any(re.search(r"as of .*" + CLOCK, text) for text in texts):
        bad.append(f"{page}: nothing says as of when")
    return bad


@test
def every_figure_has_term_unit_time_and_definition(paths):
    window = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"])
    try:
        bad, seen = [], 0
        for page, shown in pages.visit(window, "Pages"):
            seen += len(list(figures(shown))) + len(list(columns(shown)))
            bad += check_page(page, shown, terms())
        assert seen > 50, seen
        assert not bad, "\n".join(bad)
    finally:
        window.close()


@test
def titles_of_the_position_table_have_their_own_definitions(paths):
    window = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"])
    try:
        _, shown = next(pages.visit(window, "Pages"))
        told = dict(columns(shown))
        for title, words in (("Account", "Enter opens its day"), ("Currency", "Currency of the account"), ("Now", "Ledger balance"),
                             ("Limit Use", "How much of the room"), ("Limit", "breach"), ("Early Warning", "warning")):
            assert words in told[title], (title, told)
    finally:
        window.close()


if __name__ == "__main__":
    ui.run(__file__, ("demo",), ("forecast", "--explain"))
