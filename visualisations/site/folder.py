"""A site into a folder: only its own files are written and taken away, and the old site stays readable until the new one is whole.

A list of what was written (`landscape-site.json`, with hashes) tells our files from others'. All pages are made in a folder beside the old
ones first; then each takes the place of the old one, what is gone is taken away, and the list is written last.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from graph.errors import UsageError
from graph.files import write_whole

MANIFEST = "landscape-site.json"
_TEMPORARY = ".publishing-"
_OURS = re.compile(
    r"(?:(?:assets|changes|entities|lists|maps|papers|questions)/)?[a-z0-9][a-z0-9._=-]*|(?:entities|papers)/=[0-9a-f]{12}\.html"
)
_FORMAT = 1

Progress = Callable[[int], None]


class Published(NamedTuple):
    """What publishing did, in numbers of files; `kept` are files of ours that somebody has changed since, and that were left."""

    files: int
    size: int
    written: int
    removed: int
    kept: tuple[str, ...]


def publish(folder: Path, files: Iterable[tuple[str, bytes]], progress: Progress = lambda _: None) -> Published:
    """Write the files of a site into `folder`, which is made where it does not exist, and the folders above it.

    Raises `UsageError` where the folder holds files and no site of ours, or a stranger's file that a page would replace: then nothing is
    written.
    """
    before = _known(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=folder))
    except OSError as error:
        raise UsageError(
            f"Cannot write into {folder.name!r}: {error.strerror}.", where=str(folder), hint="name a folder that may be written"
        ) from error
    try:
        made: dict[str, str] = {}
        size = 0
        for name, data in files:
            made[name] = _digest(data)
            size += len(data)
            path = fresh / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            progress(len(made))
        _no_stranger(folder, made, before)
        # From here on the list names old and new files: a run that stops half-way leaves none that the next would take for a stranger's.
        _write_list(folder, {**before, **made})
        written = _moved(folder, fresh, made)
        removed, kept = _removed(folder, before, made)
        _write_list(folder, made)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Published(len(made), size, written, removed, kept)


def _known(folder: Path) -> dict[str, str]:
    """Names and hashes of the files that were written last time; checks that the folder is ours, empty, or not there."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise UsageError(f"{folder.name!r} is a file.", where=str(folder), hint="name a folder for the site")
    path = folder / MANIFEST
    if not path.is_file():
        left = sorted(item.name for item in folder.iterdir() if not item.name.startswith(_TEMPORARY))
        if left:
            raise UsageError(
                f"The folder holds files and no site of ours: {', '.join(left[:3])}{' and more' if len(left) > 3 else ''}.",
                where=str(folder),
                hint="name an empty folder, or one that `landscape publish` has written",
            )
        return {}
    try:
        read = json.loads(path.read_text("utf-8"))
        found = dict(read["files"])
        good = read["format"] == _FORMAT and all(isinstance(one, str) for pair in found.items() for one in pair)
    except (ValueError, KeyError, TypeError, AttributeError):
        good = False
    # The list is a file like any other, and may have been changed: only names that a site has are ever written or taken away.
    if not good or not all(_OURS.fullmatch(name) for name in found):
        raise UsageError(
            "The list of the site's files cannot be read as what it should be.", where=str(path), hint="publish into an empty folder"
        )
    return found


def _no_stranger(folder: Path, made: dict[str, str], before: dict[str, str]) -> None:
    here = {item.name.casefold(): item for item in folder.iterdir()}
    for part in sorted({name.split("/")[0] for name in made if "/" in name}):
        item = here.get(part)
        if item is not None and (item.is_symlink() or not item.is_dir()):
            raise UsageError(f"{part!r} in the folder is not a folder of ours.", where=str(folder), hint="name an empty folder")
    strangers = [name for name in made if name not in before and (folder / name).exists()]
    different = [name for name in strangers if _digest((folder / name).read_bytes()) != made[name]]
    if different:
        raise UsageError(
            f"{different[0]!r} in the folder is not a file of ours, and a page has its name.",
            where=str(folder),
            hint="move it, or name an empty folder",
        )


def _moved(folder: Path, fresh: Path, made: dict[str, str]) -> int:
    written = 0
    for name, digest in made.items():
        path = folder / name
        if path.is_file() and _digest(path.read_bytes()) == digest:
            continue
        path.parent.mkdir(exist_ok=True)
        (fresh / name).replace(path)
        written += 1
    return written


def _removed(folder: Path, before: dict[str, str], made: dict[str, str]) -> tuple[int, tuple[str, ...]]:
    removed, kept = 0, []
    for name in sorted(before.keys() - made.keys()):
        path = folder / name
        if not path.is_file() or path.parent.is_symlink():
            continue
        if _digest(path.read_bytes()) == before[name]:
            path.unlink()
            removed += 1
        else:
            kept.append(name)
    for part in {name.split("/")[0] for name in before if "/" in name}:
        if (folder / part).is_dir() and not any((folder / part).iterdir()):
            (folder / part).rmdir()
    return removed, tuple(kept)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _write_list(folder: Path, files: dict[str, str]) -> None:
    text = json.dumps({"format": _FORMAT, "files": dict(sorted(files.items()))}, indent=0, ensure_ascii=True)
    write_whole(folder / MANIFEST, text.encode() + b"\n")
