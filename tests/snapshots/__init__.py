"""How the screens look."""
