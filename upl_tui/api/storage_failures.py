"""What storage's refusals mean, in sentences."""

from __future__ import annotations

import re

from upl_tui.api.failures import host_of
from upl_tui.errors import DownloadError
from upl_tui.model import Part, Resource

ERROR_BODY = 64 * 1024
"""How much of an error's body is read, bytes."""

_XML_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9.]{1,64})\s*</Code>")
_EXPIRED = re.compile(rb"expired", re.IGNORECASE)


def refusal(part: Part, status: int, body: bytes) -> DownloadError:
    """The error for an answer without the file; S3-style XML tells the cause."""
    found = _XML_CODE.search(body)
    code = found[1].decode("ascii") if found else ""
    if status in (404, 410) or code in ("NoSuchKey", "NoSuchBucket"):
        return DownloadError(
            f"The {part.label} is missing in storage.",
            "The recording exists, but this file was removed or never arrived.",
            status=status,
            code="MISSING",
        )
    if code == "SignatureDoesNotMatch":
        return DownloadError(
            f"Storage did not accept the signature of the {part.label}'s address.",
            "A proxy may have changed the request, or the service has a problem.",
            status=status,
            code="SIGNATURE",
        )
    if code == "ExpiredToken" or _EXPIRED.search(body):
        return DownloadError(
            f"The address of the {part.label} has expired.",
            "A fresh one did not work either: a clock may be wrong.",
            status=status,
            code="EXPIRED",
        )
    detail = f"{status}, {code}" if code else str(status)
    if status == 429 or status >= 500:
        title = f"Storage cannot give the {part.label} at the moment ({detail})."
        return DownloadError(title, "", status=status, code="UNAVAILABLE")
    return DownloadError(f"Storage refused the {part.label} ({detail}).", "", status=status, code="REFUSED")


def redirected(part: Part, status: int, location: str) -> DownloadError:
    """The error for a redirect, which is never followed."""
    return DownloadError(
        f"Storage wanted to send the {part.label} from {host_of(location)}, which was not followed.",
        "Files are fetched only from where the API says they are.",
        status=status,
        code="REDIRECTED",
    )


def unavailable(resource: Resource) -> DownloadError:
    """The error for a resource without a URL."""
    if resource.capture_enabled:
        title, code = f"There is no file of the {resource.part.label}.", "NOT_AVAILABLE"
    else:
        title, code = f"The {resource.part.label} was not captured for this recording.", "NOT_CAPTURED"
    return DownloadError(title, resource.message, code=code)


def too_large(part: Part, limit: int) -> DownloadError:
    """The error for a file beyond the limit of `limit` bytes."""
    return DownloadError(
        f"The {part.label} is larger than {limit / 2**20:,.0f} MB when unpacked.",
        "More is not read, so that memory stays free.",
        code="TOO_LARGE",
    )


def corrupt(part: Part) -> DownloadError:
    """The error for packed bytes that cannot be unpacked."""
    return DownloadError(f"The {part.label} is packed with gzip, but damaged.", "", code="CORRUPT")


def unknown_encoding(part: Part) -> DownloadError:
    """The error for an encoding other than gzip."""
    return DownloadError(
        f"The {part.label} is packed in a way that is not understood.",
        "Only gzip is unpacked.",
        code="ENCODING",
    )


def incomplete(part: Part, received: int, total: int | None, cause: str) -> DownloadError:
    """The error for content that ended early for good."""
    if received == total:
        return DownloadError(f"Only a part of the {part.label} could be unpacked.", cause, code="INCOMPLETE")
    amount = f"{received:,} bytes" if total is None else f"{received:,} of {total:,} bytes"
    return DownloadError(f"Only {amount} of the {part.label} arrived.", cause, code="INCOMPLETE")
