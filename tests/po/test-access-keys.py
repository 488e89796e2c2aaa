#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No two controls of a page that can be seen together have one access key, in any language. Argument: the build folder. TAP."""

import gettext
import glob
import os
import sys
import xml.etree.ElementTree as tree

ROOT = os.environ["AEQ_SOURCE_ROOT"]
STACK_PAGES = ("GtkStackPage", "AdwViewStackPage")


def templates():
    found = {}
    for path in glob.glob(ROOT + "/ui/*.ui"):
        root = tree.parse(path).getroot()
        if (template := root.find("template")) is not None:
            found[template.get("class")] = template
    return found


def underlined(node):
    """(nullable) The text of an object's own label that has an access key."""
    properties = {child.get("name"): child for child in node.findall("property")}
    underline = properties.get("use-underline")
    if underline is None or underline.text.lower() != "true":
        return None
    for name in ("label", "title"):
        if name in properties and properties[name].get("translatable") == "yes":
            return properties[name].text
    return None


def labels(node, all_templates, place, found):
    """Every such text with the pages of stacks that it stands on: pages of one stack are never seen together."""
    if node.tag == "object":
        if text := underlined(node):
            # The title of a page of a stack stands on its switcher, beside those of the others.
            found.append((text, place))
        if node.get("class") in STACK_PAGES:
            place = place + (node,)
        if node.get("class") == "GtkPopover":  # has keys of its own
            return
        if node.get("class") in all_templates:
            labels(all_templates[node.get("class")], all_templates, place, found)
    for child in node:
        labels(child, all_templates, place, found)


def stack_of(parents, page):
    node = parents[page]
    while node.tag != "object":
        node = parents[node]
    return node


def together(parents, a, b):
    for left in a:
        for right in b:
            if left is not right and stack_of(parents, left) is stack_of(parents, right):
                return False
    return True


def key_of(text):
    at = text.replace("__", "  ").find("_")
    return text[at + 1].lower() if 0 <= at < len(text) - 1 else None


def doubles(found, parents, translate):
    told = set()
    for i, (first, place) in enumerate(found):
        for second, other in found[i + 1:]:
            key = key_of(translate(first))
            if first != second and key is not None and key == key_of(translate(second)) and together(parents, place, other):
                told.add((key, *sorted((translate(first), translate(second)))))
    return sorted(told)


def main():
    all_templates = templates()
    parents = {child: node for template in all_templates.values() for node in template.iter() for child in node}
    roots = sorted(name for name in all_templates if name.endswith(("Page", "Assistant", "Dialog", "Welcome")))
    assert len(roots) > 6, roots
    languages = ["en"] + open(ROOT + "/po/LINGUAS", encoding="utf-8").read().split()
    print(f"1..{len(languages)}")
    for number, language in enumerate(languages, 1):
        known = gettext.translation("aequitas", sys.argv[1] + "/po", [language], fallback=language == "en")
        bad = []
        for root in roots:
            found = []
            labels(all_templates[root], all_templates, (), found)
            bad += [f"{root}: {key}: {first!r} and {second!r}" for key, first, second in doubles(found, parents, known.gettext)]
        print("not ok" if bad else "ok", number, "-", f"access keys are told apart: {language}")
        for line in bad:
            print("#", line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
