#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a test program on a display and a bus of its own. Arguments: the program and what it is given."""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ui"))
import display  # noqa: E402

if __name__ == "__main__":
    inside = os.environ.get("INSIDE")
    if inside is not None:
        env = {**os.environ, "G_DEBUG": "fatal-warnings", "GTK_A11Y": "test",
               # Toolkit and theme engines keep much for the life of the process.
               "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=1"}
        with open(inside, "w", encoding="utf-8") as said:
            sys.exit(subprocess.run(sys.argv[1:], env=env, stdout=said, check=False).returncode)
    if (reason := display.missing()) is not None:
        print(f"1..0 # SKIP {reason}")
        sys.exit(0)
    sys.exit(display.rerun("1280x800", os.path.abspath(__file__), *sys.argv[1:]))
