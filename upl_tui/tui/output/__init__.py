"""Differential output: the terminal is sent only what differs from what it already shows.

Textual repaints whole regions; over a slow line a held key is then seconds behind. `driver` is a Textual
driver that reads each frame on its way out, `picture` keeps what the terminal shows, `scroll` finds rows
that only moved, and `encoder` writes the rest with few bytes. A frame that is not as Textual 8.2 writes
it goes out as it is.
"""
