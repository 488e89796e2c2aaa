#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No two controls that are seen together have one access key, in any language."""

import os

from desktop import Desktop, children, run, test, walk, wait, words

ROLES = ("push button", "toggle button", "check box", "radio button", "label", "page tab")


def seen(node):
    """What is drawn: a hidden child has no extents."""
    try:
        area = node.get_component_iface().get_extents(1)  # within the window
    except (AttributeError, RuntimeError):
        return True
    return area.width > 0 and area.height > 0


def access_keys(node, found):
    if not seen(node):
        return
    name = node.get_name() or ""
    at = name.find("_")
    if node.get_role_name() in ROLES and 0 <= at < len(name) - 1 and name.endswith(name.split(" ")[-1]) and len(name) > 3:
        half = name[:len(name) // 2]  # "_Label Label": the text with its mark, then as it is read
        if half.replace("_", "", 1) == name[len(half) + 1:]:
            found.setdefault(half[half.find("_") + 1].lower(), set()).add(half)
    for child in children(node):
        access_keys(child, found)


@test
def access_keys_are_told_apart(paths):
    double = []
    os.environ["AEQ_LOCALE_DIR"] = paths["build"] + "/po"
    for language in ("en", "de", "fr"):
        os.environ["LANGUAGE"] = language
        for page in ("Position", "Intraday", "Ledger", "Imports", "Settings"):
            desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", page)
            try:
                wait("the page is there", lambda: desktop.find("990041771") or desktop.find("PB-9904417")
                     or desktop.find("USD operating") or desktop.find("desk.ledger"))
                found = {}
                desktop.lives()
                access_keys(desktop.frame, found)
                double += [(language, page, key, sorted(names)) for key, names in found.items() if len(names) > 1]
            finally:
                desktop.close()
    assert double == [], double


if __name__ == "__main__":
    run(__file__, ["demo"])
