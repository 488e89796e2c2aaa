# SPDX-License-Identifier: MIT
"""Runs test functions in order and reports them in TAP."""

import shutil
import sys
import tempfile
import traceback

from cli import Cli


class Skipped(Exception):
    pass


def main(suite, tests):
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = f"/cli/{suite}/{test.__name__.replace('_', '-')}"
        folder = tempfile.mkdtemp(prefix="aequitas-cli-")
        try:
            test(Cli(sys.argv[1], folder))
            print(f"ok {number} {name}", flush=True)
        except Skipped as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception:  # whatever goes wrong is a failed test, and the next one still runs
            failed += 1
            text = traceback.format_exc().strip().replace("\n", "\n# ")
            print(f"not ok {number} {name}\n# {text}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0
