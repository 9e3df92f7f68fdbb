"""Widgets: they know what they show and nothing of their neighbours."""
