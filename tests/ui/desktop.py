# SPDX-License-Identifier: MIT
"""What the tests of the window share: a program under Xvfb, looked at and worked by its accessible tree. Warnings of the program are fatal
to it. Arguments of each test script: the desktop, the command line program, the build folder."""

import os
import re
import subprocess
import sys
import time
import traceback
import warnings

import display

if "INSIDE" in os.environ:
    warnings.simplefilter("ignore", DeprecationWarning)  # of Atspi about names that have no others in this version
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib

NOW = "2026-11-20T14:30:00Z"
TESTS = []


class Skip(Exception):
    """Why a test cannot say anything here."""


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
    """All that is in @node. The bindings keep what they were not told has gone: that is passed over."""
    try:
        node.get_role_name(), node.get_name()
        below = children(node)
    except GLib.Error:
        return
    yield node
    for child in below:
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
        self.process = subprocess.Popen([program, "--now", NOW, *arguments], env=env, stderr=subprocess.PIPE, text=True,
                                        cwd=os.environ["HOME"])  # where a file that is exported goes
        self.application = wait("the program is on the bus", self.find_application)
        self.frame = wait("the window is on the bus", self.find_frame)

    def find_application(self):
        self.lives()
        return next((application for application in children(Atspi.get_desktop(0)) if application.get_process_id() == self.process.pid), None)

    def find_frame(self):
        """The window that is no dialog. When a dialog comes to the bus before it, the bindings do not hear of it: they have to forget."""
        self.lives()
        for frame in children(self.application):
            if not frame.get_state_set().contains(Atspi.StateType.MODAL):
                return frame
        self.application.clear_cache()
        return None

    def lives(self):
        assert self.process.poll() is None, f"the program ended: {self.process.stderr.read()}"

    def frames(self):
        """The window and its dialogs."""
        self.lives()
        return [self.frame] + [frame for frame in children(self.application) if frame != self.frame]

    def find(self, text, role=None):
        for frame in self.frames():
            for node in walk(frame):
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

    def entry(self, text):
        return next(node for node in walk(self.see(text)) if node.get_editable_text_iface() is not None)

    def type_into(self, text, value):
        Atspi.EditableText.set_text_contents(self.entry(text).get_editable_text_iface(), value)

    def typed(self, text):
        content = self.entry(text).get_text_iface()
        return Atspi.Text.get_text(content, 0, Atspi.Text.get_character_count(content))

    def windows(self):
        """The X windows of the program with their widths, the widest last."""
        found = subprocess.run(["xdotool", "search", "--pid", str(self.process.pid), "--onlyvisible", "--name", "."], check=True,
                               capture_output=True, text=True).stdout.split()
        shells = [subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], check=True, capture_output=True, text=True).stdout
                  for window in found]
        return sorted((int(shell.split("WIDTH=")[1].split()[0]), window) for shell, window in zip(shells, found))

    def point(self, node, across=0.5, down=0.5):
        """Moves the pointer to a part of what is shown; a shadow stands around the window."""
        area = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
        frame = Atspi.Component.get_extents(self.frame.get_component_iface(), Atspi.CoordType.WINDOW)
        width, window = self.windows()[-1]
        border = (width - frame.width) / 2
        subprocess.run(["xdotool", "mousemove", "--window", window, str(round(area.x + border + area.width * across)),
                        str(round(area.y + border + area.height * down))], check=True)

    def press(self, node, across=0.5, down=0.5, times=1):
        self.point(node, across, down)
        subprocess.run(["xdotool", "click", "--repeat", str(times), "--delay", "60", "1"], check=True)

    def close(self):
        self.process.terminate()
        self.process.wait()

    def key(self, *names):
        subprocess.run(["xdotool", "key", "--delay", "40", *names], check=True)

    def go_to(self, page):
        """By the key of its place in the sidebar, the last ones with the pointer."""
        labels = [node for node in walk(self.see("Pages", "list")) if node.get_role_name() == "label"]
        place = [words(node) for node in labels].index(page)
        if place < 10:
            self.key(f"alt+{(place + 1) % 10}")
        else:
            self.press(labels[place])

    def focus(self):
        """What has the focus of the keyboard."""
        return next((node for frame in self.frames() for node in walk(frame)
                     if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)

    def quit(self):
        """As a person ends it: what it keeps is kept."""
        self.key("ctrl+q")
        assert self.process.wait(timeout=20) == 0, self.process.stderr.read()


def run_tests(paths, out):
    print(f"1..{len(TESTS)}", file=out)
    for i, function in enumerate(TESTS, 1):
        try:
            function(paths)
            print(f"ok {i} - {function.__name__}", file=out, flush=True)
        except Skip as reason:
            print(f"ok {i} - {function.__name__} # SKIP {reason}", file=out, flush=True)
        except Exception:  # pylint: disable=broad-except
            told = "# ".join(traceback.format_exc().splitlines(keepends=True))
            print(f"not ok {i} - {function.__name__}\n# {told}", file=out, flush=True)


def run(script, *commands):
    """Runs the tests of a script on a ledger that the @commands of the command line program have filled."""
    if "INSIDE" not in os.environ:
        absent = display.missing("xdotool")
        if absent:
            print(f"1..0 # SKIP {absent}")
            sys.exit(0)
        sys.exit(display.rerun("1280x800", os.path.abspath(script), *sys.argv[1:]))
    paths = dict(zip(("desktop", "cli", "build"), sys.argv[1:]))
    paths["ledger"] = os.environ["HOME"] + "/desk.ledger"
    for command in commands:
        subprocess.run([paths["cli"], "--quiet", "--now", NOW, "--ledger", paths["ledger"], *command], check=True, stdout=subprocess.DEVNULL)
    with open(os.environ["INSIDE"], "w", encoding="utf-8") as out:
        run_tests(paths, out)
