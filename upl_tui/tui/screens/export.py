"""Writing entries to a file: `X`, a format, which of them, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from upl_tui.errors import UplError, UsageError, internal_error
from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.states import Availability
from upl_tui.tui.screens.copy import CopyingScreen
from upl_tui.tui.screens.linking import LinkingScreen
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.values import frozen

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.redact import Masker

_FORMATS = {"h": "HAR", "n": "NDJSON", "c": "CSV", "m": "Markdown", "j": "JSON"}
_SUFFIXES = {"h": ".har", "n": ".ndjson", "c": ".csv", "m": ".md", "j": ".json"}
_BUNDLE, _REPORT, _REPORT_HERE, _LAST_COPY = "b", "r", "e", "y"
_OF_ALL_LOGS = {_BUNDLE: ".zip", _REPORT: "-report.md"}
_KEYS = {"har": "h", "ndjson": "n", "csv": "c", "md": "m", "json": "j", "report": _REPORT, "bundle": _BUNDLE}
"""Formats by the words of ``:export``."""


@frozen
class Wanted:
    """What will be written once its path is known: a format, and rows unless it is of the whole recording."""

    format: str
    log: Log | None = None
    rows: Sequence[int] = ()
    masker: Masker | None = None
    subject: str = ""
    """Id of the entry that a report is about; empty for the first problem."""


class ExportingScreen(CopyingScreen, LinkingScreen):
    """A recording whose logs can be written to files."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("X", "export", "export to a file", id="export", show=False),
    ]

    _wanted: Wanted | None = None
    _overwritten = ""
    """Path of a file that the person was told is there already."""

    def action_export(self) -> None:
        """Choose what to export."""
        from upl_tui.tui.screens.menu import Choice, Menu

        has_rows = self.open_pane is not None and self.picked_rows() is not None
        formats = dict(_FORMATS) if has_rows else {}
        if self.kind is not Kind.NETWORK:
            formats.pop("h", None)
        choices = [Choice(key, title, key) for key, title in formats.items()]
        choices.append(Choice(_REPORT, "bug report on the first problem", _REPORT))
        if subject := self.subject_here():
            choices.append(Choice(_REPORT_HERE, f"bug report on {subject}", _REPORT_HERE))
        choices.append(Choice(_BUNDLE, "bundle of the whole recording, to open again", _BUNDLE))
        if self.last_copy:
            choices.append(Choice(_LAST_COPY, "the text copied last", _LAST_COPY))

        async def choose(format: str | None) -> None:
            if format in _OF_ALL_LOGS:
                await self._load_the_rest()
                await self._ask_path(Wanted(format), f"{self._stem()}{_OF_ALL_LOGS[format]}")
            elif format == _REPORT_HERE:
                await self._load_the_rest()
                await self._ask_path(Wanted(_REPORT, subject=subject), f"{self._stem()}-{subject}-report.md")
            elif format == _LAST_COPY:
                await self._ask_path(Wanted(format), f"{self._stem()}-copy.txt")
            elif format is not None:
                self._choose_rows(format)

        self.app.push_screen(Menu("Export", choices), choose)

    async def export_as(self, word: str, path: str) -> None:
        """Write the selected rows, else those shown, or everything; without a path ask for one.

        `word` is one of `commands.EXPORTS`. Raises `UsageError` when the open tab has nothing of the kind.
        """
        format = _KEYS[word]
        if format in _OF_ALL_LOGS:
            await self._load_the_rest()
            wanted, name = Wanted(format), f"{self._stem()}{_OF_ALL_LOGS[format]}"
        else:
            wanted = self._wanted_rows(format)
            name = f"{self._stem()}{_SUFFIXES[format]}"
        await self._ask_path(wanted, path or name)
        if path:
            self._path_prompt.close()
            self._accept(path)

    def _wanted_rows(self, format: str) -> Wanted:
        chosen = None
        if (pane := self.open_pane) is not None:
            chosen = pane.picked() if pane.log_list.table.has_range else pane.all_shown()
        if chosen is None:
            raise UsageError("There are no rows here to write: open a log with 2, 3, 4 or 5.")
        if format == "h" and chosen[0].kind is not Kind.NETWORK:
            raise UsageError("A HAR holds requests only.", "They are on tab 3.")
        return Wanted(format, *chosen)

    def _choose_rows(self, format: str) -> None:
        from upl_tui.tui.screens.menu import Choice, Menu

        pane = self.open_pane
        picked, shown = (pane.picked(), pane.all_shown()) if pane is not None else (None, None)
        if picked is None or shown is None:
            return
        log, rows, masker = picked
        this = log.id(rows[0]) if len(rows) == 1 else f"the {len(rows):,} selected"
        whole: Sequence[int] = log.chronological()
        scopes = {"s": (f"all {len(log):,}", whole), "r": (this, rows)}
        if len(shown[1]) != len(log):
            scopes = {
                "s": (f"the {len(shown[1]):,} shown", shown[1]),
                "a": (f"all {len(log):,}", whole),
                "r": (this, rows),
            }

        async def choose(scope: str | None) -> None:
            if scope is not None:
                chosen = scopes[scope][1]
                part = log.id(chosen[0]) if len(chosen) == 1 else log.kind.value
                await self._ask_path(
                    Wanted(format, log, chosen, masker), f"{self._stem()}-{part}{_SUFFIXES[format]}"
                )

        choices = [Choice(key, title, key) for key, (title, _) in scopes.items()]
        self.app.push_screen(Menu(f"{_FORMATS[format]} of", choices), choose)

    def _stem(self) -> str:
        """A name for files: the recording's id, or the name of the file it comes from."""
        recording = self.session.recording
        name = re.sub(r"[^\w.-]+", "-", recording.id if recording else "").strip(".-")
        return Path(name).stem[:60] or "recording"

    async def _load_the_rest(self) -> None:
        """Begin to load the logs that nobody looked at yet."""
        for kind in Kind:
            await self.want_log(kind)

    # Where to

    async def _ask_path(self, wanted: Wanted, path: str) -> None:
        if not self.query(Prompt).filter("#export"):
            await self.mount(Prompt(id="export"), before=self.status)
        self._wanted, self._overwritten = wanted, ""
        self._path_prompt.open("write to ", path)

    @property
    def _path_prompt(self) -> Prompt:
        return self.query_one("#export", Prompt)

    @on(Prompt.Submitted, "#export")
    def _take_path(self, message: Prompt.Submitted) -> None:
        message.stop()
        self._accept(message.text)

    def _accept(self, text: str) -> None:
        """Write to a path, unless there is something to ask first."""
        wanted, path = self._wanted, Path(text.strip()).expanduser()
        loading = [
            kind.value
            for kind in Kind
            if self.session.state(PART_OF_KIND[kind]).availability is Availability.LOADING
        ]
        if wanted is not None and wanted.format in _OF_ALL_LOGS and loading:
            self._path_prompt.open(f"{' and '.join(loading)} still loading, Enter again: ", text)
        elif path.exists() and text != self._overwritten:
            self._overwritten = text
            self._path_prompt.open("is there already, Enter writes over it: ", text)
        else:
            self._focus_content()
            if wanted is not None and text.strip():
                self._write(wanted, path)

    @on(Prompt.Cancelled, "#export")
    def _leave_path(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self._focus_content()

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, wanted: Wanted, path: Path) -> None:
        from upl_tui.links.stopping import Stopped

        try:
            said = self._written(wanted, path)
        except Stopped:
            return
        except UplError as error:
            self._tell(str(error), "error")
        except Exception as error:
            self._tell(internal_error(error), "error")
        else:
            self._tell(said, "good")

    def _written(self, wanted: Wanted, path: Path) -> str:
        """Write and say what was written, and what was masked in it."""
        from upl_tui.export.bundle import bundle_files, write_bundle
        from upl_tui.export.har import har, masked_words
        from upl_tui.export.markdown import markdown
        from upl_tui.export.picked import Picked
        from upl_tui.export.save import save
        from upl_tui.export.tables import csv_text, json_list, ndjson
        from upl_tui.redact import Masker

        masker = wanted.masker or Masker()
        notes: Sequence[str] = ()
        if wanted.format == _BUNDLE:
            files = bundle_files(self.session, masker, self.kept_marks())
            write_bundle(files, path, force=True)
            what = ", ".join(f"{len(log):,} {kind.value}" for kind, log in self.session.logs.items())
        elif wanted.format == _REPORT:
            save(path, self._report(wanted.subject, masker).encode(errors="replace"), force=True)
            what = "bug report"
        elif wanted.log is None:
            save(path, self.last_copy.encode(), force=True)
            what = "the text copied last"
        else:
            write = {"h": har, "n": ndjson, "c": csv_text, "m": markdown, "j": json_list}[wanted.format]
            made = write(Picked(wanted.log, wanted.rows, self.session), masker)
            save(path, made.text.encode(), force=True)
            what = f"{len(wanted.rows):,} {wanted.log.kind.value}"
            notes = made.notes
        masked = masked_words(masker.masked) or ("secrets shown" if masker.reveal else "nothing")
        return " · ".join((f"{path}: {what}", f"masked: {masked}", *notes))

    def _report(self, subject: str, masker: Masker) -> str:
        from upl_tui.export.report import report
        from upl_tui.export.report_text import report_markdown

        found = self.findings_here()
        dead_after_ms, worker = self.settings.dead_click_ms, get_current_worker()
        made = report(
            self.session,
            masker,
            subject,
            self.kept_marks(),
            dead_after_ms,
            found,
            lambda: worker.is_cancelled,
        )
        return report_markdown(made)
