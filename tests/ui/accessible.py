# SPDX-License-Identifier: MIT
"""The accessible tree of the programs on this display, read from the accessibility bus at each question. The usual bindings answer from what
they keep, and never get over it when rows of a list come and go while they look."""

import collections

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
ITSELF = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
PART = "org.a11y.atspi."
NOWHERE = "/org/a11y/atspi/null"
WAIT = 20000  # ms
CHILDREN = (ITSELF, "GetChildren")
INTERFACES = (ITSELF, "GetInterfaces")
ROLE = (ITSELF, "GetRole")
NAME = (PROPERTIES, "Get", "(ss)", ITSELF, "Name")
EXTENTS = (PART + "Component", "GetExtents", "(u)", int(Atspi.CoordType.WINDOW))


def connect():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address, = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, Gio.DBusCallFlags.NONE, WAIT).unpack()
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags)


Area = collections.namedtuple("Area", "x y width height")


class Node:
    """One object of a program. One that has gone has no role, no name and nothing in it; what is to be done with it raises GLib.Error."""
    bus = None

    def __init__(self, program, path):
        self.program, self.path = program, path
        self.read = {}  # what a walk has read on its way is told once, after that it is asked for again

    def __eq__(self, other):
        return isinstance(other, Node) and (self.program, self.path) == (other.program, other.path)

    def __hash__(self):
        return hash((self.program, self.path))

    def ask(self, interface, question, signature="()", *arguments):
        if Node.bus is None:
            Node.bus = connect()
        answer = Node.bus.call_sync(self.program, self.path, interface, question, GLib.Variant(signature, arguments), None,
                                    Gio.DBusCallFlags.NONE, WAIT).unpack()
        return answer[0] if answer else None

    def look(self, otherwise, *question):
        if question in self.read:
            answer = self.read.pop(question)
            return answer if answer is not None else otherwise
        try:
            return self.ask(*question)
        except GLib.Error:
            return otherwise

    def get_role_name(self):
        number = self.look(None, *ROLE)
        return Atspi.role_get_name(Atspi.Role(number)) if number is not None else ""

    def get_name(self):
        return self.look("", *NAME)

    def get_parent(self):
        program, path = self.look((None, NOWHERE), PROPERTIES, "Get", "(ss)", ITSELF, "Parent")
        return Node(program, path) if path != NOWHERE else None

    def children(self):
        return [Node(program, path) for program, path in self.look([], *CHILDREN) if path != NOWHERE]

    def is_in_state(self, state):
        low, high = self.look((0, 0), ITSELF, "GetState")
        return bool((low | high << 32) >> int(state) & 1)

    def has_focus(self):
        return self.is_in_state(Atspi.StateType.FOCUSED)

    def is_modal(self):
        return self.is_in_state(Atspi.StateType.MODAL)

    def is_sensitive(self):
        return self.is_in_state(Atspi.StateType.SENSITIVE)

    def has(self, part):
        return PART + part in self.look([], *INTERFACES)

    def get_process_id(self):
        bus = Node("org.freedesktop.DBus", "/org/freedesktop/DBus")
        return bus.look(None, "org.freedesktop.DBus", "GetConnectionUnixProcessID", "(s)", self.program)

    def text(self):
        """Empty when it is nothing that has any."""
        length = self.look(0, PROPERTIES, "Get", "(ss)", PART + "Text", "CharacterCount") if self.has("Text") else 0
        return self.look("", PART + "Text", "GetText", "(ii)", 0, length) if length > 0 else ""

    def area(self):
        """Where it is in its window; without a width when it is not laid out."""
        return Area(*self.look((0, 0, 0, 0), *EXTENTS))

    def action(self):
        """The name of the first thing that can be done with it, None when there is none."""
        return self.look(None, PART + "Action", "GetName", "(i)", 0) if self.has("Action") else None

    def act(self):
        """Does the first thing that can be done with it."""
        assert self.ask(PART + "Action", "DoAction", "(i)", 0), "nothing was done"

    def is_entry(self):
        return self.has("EditableText")

    def set_text(self, text):
        assert self.ask(PART + "EditableText", "SetTextContents", "(s)", text), "the text was not taken"

    def set_value(self, value):
        self.ask(PROPERTIES, "Set", "(ssv)", PART + "Value", "CurrentValue", GLib.Variant("d", value))


def programs():
    return Node(REGISTRY, ROOT).children()


def read_ahead(nodes, questions):
    """Asks the @questions of all @nodes at once: one after the other most of the time goes into waiting for the bus."""
    open_questions = len(nodes) * len(questions)

    def take(bus, result, node, question):
        nonlocal open_questions
        open_questions -= 1
        try:
            answer = bus.call_finish(result).unpack()
            node.read[question] = answer[0] if answer else None
        except GLib.Error:
            node.read[question] = None
    for node in nodes:
        for question in questions:
            interface, name, signature, *arguments = [*question, "()"][:3] + list(question[3:])
            Node.bus.call(node.program, node.path, interface, name, GLib.Variant(signature, tuple(arguments)), None, Gio.DBusCallFlags.NONE, WAIT,
                          None, take, node, question)
    while open_questions > 0:
        GLib.MainContext.default().iteration(True)


def walk(node):
    """What can be seen of all that is in @node, from the top."""
    below, level = {}, [node]
    while level:
        read_ahead(level, (CHILDREN, ROLE, NAME, INTERFACES, EXTENTS))
        shown = [one for one in level if one is node or one.read[EXTENTS] is None or one.read[EXTENTS][2] > 0]
        below.update((one, one.children()) for one in shown)
        level = [child for one in shown for child in below[one]]

    def downwards(one):
        yield one
        for child in below.get(one, []):
            if child in below:
                yield from downwards(child)
    return downwards(node)
