"""The names that recorders give to one and the same thing, best first, in the spelling of `aliases.fold`."""

from __future__ import annotations

from typing import Any

from upl_tui.clock.stamps import DAY_MS
from upl_tui.shapes.aliases import (
    Field,
    anything,
    is_filled,
    is_flag,
    is_list,
    is_number,
    is_object,
    is_scalar,
    is_text,
)
from upl_tui.shapes.levels import group_step, names_severity

_HTTP_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"}
_DIGITS = frozenset("0123456789")


def is_stamp(value: Any) -> bool:
    """A number, or a text with a digit in it."""
    if isinstance(value, str):
        return not _DIGITS.isdisjoint(value)
    return is_number(value)


def is_http_method(value: Any) -> bool:
    """The name of an HTTP method; in lower case ``trace`` is the console's."""
    return isinstance(value, str) and value.upper() in _HTTP_METHODS and value != "trace"


def is_address(value: Any) -> bool:
    """A URL or a path: no blanks, and a slash."""
    return isinstance(value, str) and "/" in value and not any(map(str.isspace, value[:200]))


def is_file(value: Any) -> bool:
    """An address, or the name of a file such as ``app.js``."""
    return is_address(value) or (isinstance(value, str) and "." in value[1:-1] and " " not in value)


def is_status(value: Any) -> bool:
    """A number of an HTTP status or of a failure, also as text or as a status line."""
    if isinstance(value, str):
        head = value.strip().removeprefix("HTTP/1.1 ")[:3]
        return head.isdigit() and len(head) == 3
    return is_number(value) and -10 <= value <= 999


def _is_short(value: Any) -> bool:
    return is_number(value) and value < DAY_MS


def _is_step(value: Any) -> bool:
    return isinstance(value, str) and (names_severity(value) or group_step(value) != 0)


def _is_point(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(is_number, value))


def _is_message(value: Any) -> bool:
    return is_scalar(value) or is_flag(value) or is_list(value)


TIME = Field.of(
    "time",
    "timestamp ts time t date datetime createdat occurredat capturedat recordedat starteddatetime starttime "
    "started startedat start begin epoch wallclock walltime requesttime @timestamp timems timestampms offset "
    "offsetms relativetime relativetimestamp elapsed timesincestart videotime playertime timeunixnano",
    is_stamp,
)
END = Field.of("end", "endtime ended endedat end finishedat responseend completedat", is_stamp)
DURATION = Field.of(
    "duration",
    "duration durationms elapsed latency took totaltime",
    is_number,
    ("responsetime time", _is_short),
)
"""The last names may also hold the moment of the answer: then they are larger than any duration."""

DURATION_ONLY = Field.of("duration", "duration durationms latency took", is_number)
"""Names that can mean nothing but a duration."""

LEVEL = Field.of(
    "level",
    "level severity loglevel lvl log.level level.label severitytext level.value",
    is_scalar,
    ("type method kind priority", names_severity),
    ("status", names_severity),
)
TEXT = Field.of(
    "text",
    "message msg text body content log value values args arguments textpayload",
    _is_message,
    ("payload parameters data description title name error reason", anything),
    ("message msg text body content log value values args arguments", anything),
)
METHOD_OF_CONSOLE = Field.of("console-method", "method consolemethod type kind", _is_step)
ARGUMENTS = Field.of("args", "args arguments values parameters payload data", is_list)
STACK = Field.of(
    "stack",
    "stack stacktrace trace callframes callstack frames backtrace error.stack exception.stacktrace "
    "handlingstack err.stack",
    lambda value: is_text(value) or is_filled(value),
)
ORIGIN = Field.of("origin", "source origin eventtype category type", is_text)
PLACE = Field.of(
    "url",
    "url source sourceurl file filename fileurl location origin page location.url location.file",
    is_file,
)
LINE = Field.of("line", "line lineno linenumber row location.line location.linenumber", is_scalar)
COLUMN = Field.of("column", "column col colno columnnumber location.column location.columnnumber", is_scalar)
PAGE = Field.of("page", "pageurl page documenturl taburl view.url href", is_address)
REPEAT = Field.of("repeat", "repeat repeatcount repetitions count", lambda n: is_number(n) and n > 1)

REQUEST_ID = Field.of("request-id", "requestid networkrequestid reqid id", is_scalar)
CONSOLE_REQUEST_ID = Field.of("request-id", "networkrequestid requestid reqid", is_scalar)
URL = Field.of(
    "url",
    "url uri href requesturl fullurl name path endpoint request.url request target",
    is_address,
)
HTTP_METHOD = Field.of(
    "method", "method verb httpmethod requestmethod request.method request.verb type", is_http_method
)
STATUS = Field.of(
    "status",
    "status statuscode responsestatus httpstatus responsecode response.status res.status "
    "response.statuscode res.statuscode code",
    is_status,
    ("status state", is_text),
)
STATUS_TEXT = Field.of("status-text", "statustext statusline statusmessage response.statustext", is_text)
ERROR = Field.of(
    "error",
    "error errortext errormessage failure failuretext reason response.error",
    lambda value: is_text(value) or is_object(value),
    ("error iserror failed failure", lambda value: value is True),
)
BLOCKED = Field.of("blocked", "blockedreason", is_text)
ABORTED = Field.of("aborted", "aborted canceled cancelled", lambda value: value is True)
RESOURCE_TYPE = Field.of("type", "resourcetype type initiatortype requesttype kind destination", is_text)
SIZE_TRANSFER = Field.of(
    "size",
    "transfersize encodedbodysize encodeddatalength bodysize responsesize contentlength size bytes "
    "response.size response.bodysize",
    is_scalar,
)
SIZE_BODY = Field.of("body-size", "decodedbodysize responsebodysize resourcesize", is_scalar)
REQUEST_HEADERS = Field.of(
    "request-headers",
    "requestheaders reqheaders request.headers req.headers",
    lambda value: is_text(value) or is_filled(value),
)
RESPONSE_HEADERS = Field.of(
    "response-headers",
    "responseheaders resheaders response.headers res.headers",
    lambda value: is_text(value) or is_filled(value),
)
REQUEST_BODY = Field.of(
    "request-body", "requestbody reqbody request.body postdata requestdata payload input", anything
)
RESPONSE_BODY = Field.of(
    "response-body",
    "responsebody resbody response.body response.content",
    anything,
    ("response", is_text),
    ("responsetext responsedata output result", anything),
)
LONE_BODY = Field.of("body", "body", anything)
"""The request's when the row has a separate one for the response."""
MIME = Field.of("mime", "mimetype mime contenttype response.mimetype", is_text)
CACHE = Field.of(
    "cache",
    "fromcache cache cached servedfromcache fromdiskcache response.fromcache",
    lambda value: bool(value),
)
PROTOCOL = Field.of("protocol", "protocol nexthopprotocol httpversion response.protocol", is_text)
REMOTE = Field.of("remote", "remoteaddress remoteipaddress serveripaddress remoteip ip", is_text)
INITIATOR = Field.of("initiator", "initiator", lambda value: is_text(value) or is_object(value))
PRIORITY = Field.of("priority", "priority", is_text)
REDIRECT = Field.of("redirect", "redirecturl redirectto redirectlocation", is_address)
PAGE_REF = Field.of("page-ref", "pageref tabid pageid loaderid", is_scalar)

ACTION_NAMES = "type event eventtype action actiontype interaction kind name eventname"
ACTION_WORD = Field.of("action", "type event eventtype action actiontype interaction eventname", is_text)
ELEMENT = Field.of(
    "element", "element target node elementselector eventelement", lambda v: is_text(v) or is_object(v)
)
SELECTOR = Field.of(
    "selector", "selector cssselector targetselector elementselector xpath element.selector", is_text
)
SELECTORS = Field.of("selectors", "selectors", is_list)
LABEL = Field.of("label", "label arialabel accessiblename targettext", is_text)
PLAIN_ELEMENT_PARTS = (
    "tag tagname nodename testid placeholder innertext textcontent text fieldname field inputname"
)
"""Keys of a row that belong to the element even where the row has no element of its own."""
ELEMENT_PARTS_BESIDE_A_TAG = "id name classname classes role href type"
VALUE = Field.of("value", "value inputvalue newvalue selected", is_scalar, ("text", is_text))
CHECKED = Field.of("checked", "checked ischecked", is_flag, ("value selected", is_flag))
MASKED = Field.of("masked", "masked redacted valuemasked sensitive ismasked", lambda value: value is True)
LENGTH = Field.of("length", "length valuelength", is_number)
KEY = Field.of("key", "key keyname code keycode", is_scalar)
BUTTON = Field.of("button", "button mousebutton", is_scalar)
MODIFIERS = Field.of("modifiers", "modifiers modifierkeys", is_list)
VIEWPORT = Field.of("viewport", "viewport viewportsize windowsize screensize", is_filled)
VIEWPORT_WIDTH = Field.of("viewport-width", "innerwidth viewportwidth windowwidth", is_number)
VIEWPORT_HEIGHT = Field.of("viewport-height", "innerheight viewportheight windowheight", is_number)
POSITION_LIST = Field.of("position", "position point coordinates coords pos", _is_point)
ACTION_URL = Field.of(
    "url", "url pageurl href location page path location.href currenturl view.url", is_address
)
FROM_URL = Field.of("from", "from fromurl referrer previousurl prevurl prev oldurl", is_text)
TO_URL = Field.of("to", "to tourl newurl", is_text, ("target destination", is_address))
TITLE = Field.of("title", "title pagetitle documenttitle", is_text)
NAVIGATION_TYPE = Field.of("navigation-type", "navigationtype historyaction transitiontype", is_text)

COORDINATES = (
    (
        "x position.x point.x coordinates.x coords.x pos.x",
        "y position.y point.y coordinates.y coords.y pos.y",
        "viewport",
    ),
    ("clientx", "clienty", "viewport"),
    ("pagex", "pagey", "page"),
    ("screenx", "screeny", "screen"),
    ("offsetx", "offsety", "element"),
    ("normalizedx", "normalizedy", "normalised"),
)
"""Names of a point's numbers and the space they count in, in the order of preference."""
