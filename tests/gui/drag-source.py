#!/usr/bin/python3
# A small window to drag something out of, as from a browser or a file manager.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: drag-source.py MEDIA-TYPE < WHAT-IS-DRAGGED"""

import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, Gtk

Gtk.init()
source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
source.set_content(Gdk.ContentProvider.new_for_bytes(sys.argv[1], GLib.Bytes.new(sys.stdin.buffer.read())))
label = Gtk.Label(label='Drag me')
label.add_controller(source)
window = Gtk.Window(child=label, decorated=False, default_width=120, default_height=120)


def on_begin(_, drag):
    drag.connect('notify::selected-action', on_action)


def on_action(drag, _):
    """What is let go before somebody would take it is not dropped."""
    window.set_title('Accepted' if drag.get_selected_action() else 'Dragged')


source.connect('drag-begin', on_begin)
window.present()
GLib.MainLoop().run()
