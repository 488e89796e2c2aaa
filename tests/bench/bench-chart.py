#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Frames of the chart's widget under Xvfb: chart-frames on a display of its own, without the accessibility bus."""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ui"))
import display  # noqa: E402

if __name__ == "__main__":
    program = os.path.join(os.environ["AEQ_BUILD"], "tests", "bench", "chart-frames")
    inside = os.environ.get("INSIDE")
    if inside is not None:
        with open(inside, "w", encoding="utf-8") as said:
            sys.exit(subprocess.run([program], env={**os.environ, "GTK_A11Y": "none"}, stdout=said, check=False).returncode)
    reason = display.missing() if os.path.exists(program) else "GTK not installed"
    if reason is not None:
        print(f"frames of the chart: skipped, {reason}")
        sys.exit(0)
    sys.exit(display.rerun("1280x800", os.path.abspath(__file__)))
