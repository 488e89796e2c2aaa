#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window under Xvfb, looked at and worked by its accessible tree. Warnings of the program are fatal to it.
Arguments: the desktop, the command line program, the build folder."""

import os
import subprocess
import sys
import time
import warnings

import display

NOW = "2026-11-20T14:30:00Z"
TESTS = []


def test(function):
    TESTS.append(function)
    return function


def wait(what, predicate, seconds=30):
    end = time.monotonic() + seconds
    while True:
        try:
            if result := predicate():
                return result
        except GLib.Error:  # an object went while it was looked at
            pass
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        GLib.timeout_add(20, lambda: False)  # an event of the window wakes earlier
        GLib.MainContext.default().iteration(True)


def children(node):
    return [child for i in range(node.get_child_count()) if (child := node.get_child_at_index(i)) is not None]


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def words(node):
    """The name of an object, or its text when it has no name."""
    if name := node.get_name():
        return name
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text is not None else ""


class Desktop:
    def __init__(self, program, build, *arguments):
        env = {**os.environ, "GSETTINGS_SCHEMA_DIR": build + "/data", "G_DEBUG": "fatal-warnings",
               # Toolkit and theme engines keep much for the life of the process; the workers are tested for leaks in tests/app.
               "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1"}
        self.process = subprocess.Popen([program, "--now", NOW, *arguments], env=env, stderr=subprocess.PIPE, text=True)
        self.frame = wait("the window is on the bus", self.find_frame)

    def find_frame(self):
        assert self.process.poll() is None, f"the program ended: {self.process.stderr.read()}"
        for application in children(Atspi.get_desktop(0)):
            if application.get_process_id() == self.process.pid:
                return next(iter(children(application)), None)
        return None

    def find(self, text, role=None):
        for node in walk(self.frame):
            if (role is None or node.get_role_name() == role) and text in words(node):
                return node
        return None

    def see(self, text, role=None):
        return wait(f"{text!r} is shown", lambda: self.find(text, role))

    def click(self, text):
        node = self.see(text)
        for candidate in walk(node):
            action = candidate.get_action_iface()
            if action is not None and Atspi.Action.get_n_actions(action) > 0:
                Atspi.Action.do_action(action, 0)
                return
        raise AssertionError(f"{text!r} cannot be clicked")

    def close(self):
        self.process.terminate()
        self.process.wait()

    def key(self, name):
        subprocess.run(["xdotool", "key", name], check=True)


@test
def a_new_user_is_told_what_to_do_first(paths):
    desktop = Desktop(paths["desktop"], paths["build"])
    try:
        for text in ("Open the Sample Desk", "Open a Ledger", "Create a Ledger"):
            desktop.see(text)
    finally:
        desktop.close()


@test
def what_is_no_ledger_gets_a_sentence(paths):
    path = os.environ["HOME"] + "/statement.csv"
    with open(path, "w", encoding="utf-8") as statement:
        statement.write("account,amount\n")
    desktop = Desktop(paths["desktop"], paths["build"], path)
    try:
        desktop.see("is not a ledger")
    finally:
        desktop.close()


@test
def the_positions_of_the_sample_desk_are_shown(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"])
    try:
        desktop.see("PB-9904417")
        desktop.see("markets since")
        desktop.see("Ledger as of 2026-11-20 14:30")
    finally:
        desktop.close()


@test
def flows_are_found_selected_and_added_up(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"], "--page", "Ledger")
    try:
        desktop.see("flows")
        entry = desktop.see("Find in flows")
        editable = next(node for node in walk(entry) if node.get_editable_text_iface() is not None)
        Atspi.EditableText.set_text_contents(editable.get_editable_text_iface(), "Kaldera Mining")
        desktop.see("Kaldera Mining", "label")
        total = desktop.see(" flows\n")
        assert int(words(total).split()[0].replace(",", "")) < 10000, words(total)
        desktop.click("Details")
        desktop.see("Select one flow")
    finally:
        desktop.close()


@test
def keys_go_to_the_pages_and_quit(paths):
    desktop = Desktop(paths["desktop"], paths["build"], "--ledger", paths["ledger"])
    try:
        desktop.see("PB-9904417")
        subprocess.run(["xdotool", "mousemove", "640", "400"], check=True)
        desktop.key("alt+2")
        desktop.see("flows")
        desktop.key("ctrl+q")
        assert desktop.process.wait(timeout=20) == 0, desktop.process.stderr.read()
    finally:
        desktop.close()


def run_tests(paths, out):
    print(f"1..{len(TESTS)}", file=out)
    for i, function in enumerate(TESTS, 1):
        try:
            function(paths)
            print(f"ok {i} - {function.__name__}", file=out)
        except Exception as problem:  # pylint: disable=broad-except
            print(f"not ok {i} - {function.__name__}\n# {problem!r}", file=out)


if __name__ == "__main__":
    if "INSIDE" not in os.environ:
        absent = display.missing("xdotool")
        if absent:
            print(f"1..0 # SKIP {absent}")
            sys.exit(0)
        sys.exit(display.rerun("1280x800", os.path.abspath(__file__), *sys.argv[1:]))
    warnings.simplefilter("ignore", DeprecationWarning)  # of Atspi about names that have no others in this version
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib  # noqa: E402
    PATHS = dict(zip(("desktop", "cli", "build"), sys.argv[1:]))
    PATHS["ledger"] = os.environ["HOME"] + "/desk.ledger"
    subprocess.run([PATHS["cli"], "--quiet", "--now", NOW, "--ledger", PATHS["ledger"], "demo"], check=True, stdout=subprocess.DEVNULL)
    with open(os.environ["INSIDE"], "w", encoding="utf-8") as OUT:
        run_tests(PATHS, OUT)
