#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the C table of the sentences that the engine marks with N_(), for aeq_words_use().

usage: engine-words.py ROOT OUTPUT DEPFILE"""

import os
import re
import sys

PIECE = re.compile(r'\s*("(?:[^"\\]|\\.)*"|PRI[ud]64)')


def marked(source):
    for found in re.finditer(r'\bN_ ?\((?=\s*")', source):
        at, pieces = found.end(), []
        while piece := PIECE.match(source, at):
            pieces.append(piece.group(1))
            at = piece.end()
        yield " ".join(pieces)


def main(root, output, depfile):
    with open(os.path.join(root, "po", "POTFILES"), encoding="utf-8") as file:
        names = [os.path.join(root, name) for name in file.read().split()
                 if name.startswith("src/") and name.endswith(".c") and not name.startswith("src/app/")]
    sentences = {}
    for name in names:
        with open(name, encoding="utf-8") as file:
            sentences.update(dict.fromkeys(marked(file.read())))
    with open(output, "w", encoding="utf-8") as file:
        file.write('#include "aeq-engine-words.h"\n#include <inttypes.h>\n#include <stddef.h>\n\n')
        file.write("const char *const AEQ_ENGINE_WORDS[] = {\n")
        file.writelines(f"  {sentence},\n" for sentence in sentences)
        file.write("  NULL,\n};\n")
    with open(depfile, "w", encoding="utf-8") as file:
        file.write(f"{output}: {' '.join(names)}\n")


main(*sys.argv[1:])
