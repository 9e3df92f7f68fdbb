"""The recording that comes with the program, and the loopback server that serves it."""
