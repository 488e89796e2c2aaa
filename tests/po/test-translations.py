#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every language of po/LINGUAS is complete, and po/POTFILES names every file with strings to translate."""

import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "NN_:1,2"]
MARKED = re.compile(r'\b(_|N_|C_|NC_|ngettext) ?\("|translatable="yes"')
failed = []


def say(number, good, what, why=""):
    print(f"{'ok' if good else 'not ok'} {number} {what}")
    for line in [] if good else why.strip().splitlines():
        print(f"# {line}")
    if not good:
        failed.append(number)


def words(name):
    with open(os.path.join(ROOT, "po", name), encoding="utf-8") as file:
        return [line for line in file.read().split() if not line.startswith("#")]


def run(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def marked_files():
    for top in ("src", "ui"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith((".c", ".ui")):
                    with open(path, encoding="utf-8") as file:
                        if MARKED.search(file.read()):
                            yield os.path.relpath(path, ROOT)


def main():
    languages = words("LINGUAS")
    print(f"1..{2 + 2 * len(languages)}")
    missing = sorted(set(marked_files()) - set(words("POTFILES")))
    say(1, not missing, "POTFILES names every file with marked strings", "\n".join(missing))
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "aequitas.pot")
        keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
        good, why = run("xgettext", "-f", "po/POTFILES", "-o", template, "--from-code=UTF-8", *keywords)
        say(2, good and "warning" not in why, "the strings are taken out without a warning", why)
        for i, language in enumerate(languages):
            catalogue = os.path.join("po", f"{language}.po")
            good, why = run("msgfmt", "-c", "-o", os.path.join(folder, "catalogue.mo"), catalogue)
            say(3 + 2 * i, good, f"{language}: the catalogue is well formed", why)
            good, why = run("msgcmp", catalogue, template)
            say(4 + 2 * i, good, f"{language}: every string is translated, none fuzzy", why)
    return 1 if failed else 0


sys.exit(main())
