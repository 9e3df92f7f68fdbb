"""The headless twin of the screens: data on standard output, talk on standard error."""
