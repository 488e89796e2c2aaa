# SPDX-License-Identifier: MIT
"""The pages of the window one after the other, with every text in them and what explains it."""

import collections
import time

import accessible
from desktop import wait

PAGES = ("Position", "Intraday", "Forecast", "Regime", "Scenarios", "Accuracy", "Ledger", "Imports", "Reports", "Alerts", "Connections",
         "Settings")
DESCRIPTION = (accessible.PROPERTIES, "Get", "(ss)", accessible.ITSELF, "Description")
TEXT = (accessible.PART + "Text", "GetText", "(ii)", 0, -1)
AT_REST = 0.4  # seconds between two looks that are the same

Shown = collections.namedtuple("Shown", "node role name text description")


def read(root, into=lambda node: True):
    """What can be seen below @root, without what is in the nodes that @into refuses."""
    nodes = list(accessible.walk(root, into))
    accessible.read_ahead(nodes, (accessible.ROLE, accessible.NAME, TEXT, DESCRIPTION))
    return [Shown(node, node.get_role_name(), node.look("", *accessible.NAME), node.look("", *TEXT), node.look("", *DESCRIPTION))
            for node in nodes]


def is_page(node):
    name = node.read.get(accessible.NAME) or ""
    return name.startswith("Aeq") and name.endswith("Page")


def find_page(window, page):
    return next((node for node in accessible.walk(window.frame, lambda node: not is_page(node))
                 if node.look("", *accessible.NAME) == f"Aeq{page}Page"), None)


def at_rest(root):
    """What it shows when it shows something, and the same twice."""
    before = []

    def same():
        now = read(root)
        texts = [(one.name, one.text, one.description) for one in now]
        calm = texts == before and sum(1 for one in now if one.role == "label") > 5
        before[:] = texts
        if not calm:
            time.sleep(AT_REST)
        return now if calm else None
    return wait("the page comes to rest", same)


def find_list(window, name):
    return next((node for node in accessible.walk(window.frame, lambda node: not is_page(node))
                 if node.get_role_name() == "list" and node.get_name() == name), None)


def go_to(window, page, sidebar):
    """By its key, the last ones with the pointer; @sidebar is what the list of the pages is called."""
    place = PAGES.index(page)
    wait("the list of the pages", lambda: find_list(window, sidebar))
    def press():
        if place < 10:
            window.key(f"alt+{(place + 1) % 10}")
        else:
            window.press([one.node for one in read(find_list(window, sidebar)) if one.role == "label"][place])

    def arrive():
        window.lives()
        if (found := find_page(window, page)) is None:
            press()  # the first keys may have come before the window had any
        return found
    press()
    return wait(f"the page {page}", arrive)


def visit(window, sidebar):
    """Page by page: its name and what it shows at rest."""
    for page in PAGES:
        yield page, at_rest(go_to(window, page, sidebar))


def frame_texts(window):
    """What stands around the pages."""
    return read(window.frame, lambda node: not is_page(node))
