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
    import accessible
    from gi.repository import GLib

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


def walk(node):
    yield node
    for child in node.children():
        yield from walk(child)


def words(node):
    """The name of an object, or its text when it has no name."""
    return node.get_name() or node.text()


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
        return next((program for program in accessible.programs() if program.get_process_id() == self.process.pid), None)

    def find_frame(self):
        """The window that is no dialog."""
        self.lives()
        return next((frame for frame in self.application.children() if not frame.is_modal()), None)

    def lives(self):
        assert self.process.poll() is None, f"the program ended: {self.process.stderr.read()}"

    def frames(self):
        """The window and its dialogs."""
        self.lives()
        return [self.frame] + [frame for frame in self.application.children() if frame != self.frame]

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
            if candidate.action() is not None:
                candidate.act()
                return
        raise AssertionError(f"{text!r} cannot be clicked")

    def entry(self, text):
        return next(node for node in walk(self.see(text)) if node.is_entry())

    def type_into(self, text, value):
        self.entry(text).set_text(value)

    def typed(self, text):
        return self.entry(text).text()

    def windows(self):
        """The X windows of the program with their widths, the widest last."""
        found = subprocess.run(["xdotool", "search", "--pid", str(self.process.pid), "--onlyvisible", "--name", "."], check=True,
                               capture_output=True, text=True).stdout.split()
        shells = [subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], check=True, capture_output=True, text=True).stdout
                  for window in found]
        return sorted((int(shell.split("WIDTH=")[1].split()[0]), window) for shell, window in zip(shells, found))

    def point(self, node, across=0.5, down=0.5):
        """Moves the pointer to a part of what is shown; a shadow stands around the window."""
        area, frame = node.area(), self.frame.area()
        width, window = self.windows()[-1]
        border = (width - frame.width) / 2
        subprocess.run(["xdotool", "mousemove", "--window", window, str(round(area.x + border + area.width * across)),
                        str(round(area.y + border + area.height * down))], check=True)

    def press(self, node, across=0.5, down=0.5, times=1):
        self.point(node, across, down)
        subprocess.run(["xdotool", "click", "--repeat", str(times), "--delay", "60", "1"], check=True)

    def answer(self):
        """Says yes to the file chooser in front: keys would go to the window under the pointer."""
        def suggested():
            return next((node for frame in reversed(self.frames()[1:]) for node in walk(frame)
                         if node.get_role_name() == "push button" and words(node).endswith(("Save", "Open"))), None)
        wait("the file chooser can be answered", suggested).act()

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
                     if node.has_focus()), None)

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
