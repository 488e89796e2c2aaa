#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window says in the user's language what the engine says in English. Arguments: the desktop, the command line program, the build
folder."""

import os
import subprocess

import desktop as ui
from desktop import Desktop, test, wait, walk

PO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "po", "de.po")


def speak_german():
    messages = os.environ["HOME"] + "/locale/de/LC_MESSAGES"
    os.makedirs(messages)
    subprocess.run(["msgfmt", "-o", messages + "/aequitas.mo", PO], check=True)
    os.environ.update(AEQ_LOCALE_DIR=os.environ["HOME"] + "/locale", LANGUAGE="de", LC_ALL="C.UTF-8")


def texts(window):
    return [node.get_name() or "" for frame in window.frames() for node in walk(frame)]


@test
def a_refused_import_speaks_german(paths):
    speak_german()
    path = os.environ["HOME"] + "/leer.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("date,amount,currency,account,reference\n")
    window = Desktop(paths["desktop"], paths["build"], path)
    try:
        wait("the refusal in German", lambda: any("leer.csv" in text and "hat eine Kopfzeile, aber keine Zeilen" in text
                                                  for text in texts(window)))
        assert not any("has a header" in text for text in texts(window))
    finally:
        window.close()


if __name__ == "__main__":
    ui.run(__file__)
