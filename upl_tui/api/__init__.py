"""Userplane over HTTP: the only place that knows httpx.

Importing this package costs nothing; `client` and `storage` import httpx and are imported when first needed.
"""

from __future__ import annotations

import logging

# Both log whole URLs and response headers, so presigned signatures: nothing below WARNING may pass.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)
