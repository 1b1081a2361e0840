"""Files and folders written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import UsageError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write bytes to; it takes the place of `path` only when the block ends without an error.

    Raises `UsageError` where the folder does not exist or may not be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise UsageError(
            f"Cannot write {path.name!r}: {error.strerror}.", where=str(path.parent), hint="name a folder that exists and may be written"
        ) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(path: Path, ours: str) -> Iterator[Path]:
    """A folder to write files into; it takes the place of `path` only when the block ends without an error.

    A folder that is there already is replaced only where the name of every file in it matches the pattern `ours`. Raises `UsageError`
    where it holds something else, where its parent does not exist, or where it may not be written.
    """
    if path.exists():
        others = [path] if not path.is_dir() else sorted(item for item in path.iterdir() if not re.fullmatch(ours, item.name))
        if others:
            raise UsageError(f"{others[0]} is there already.", hint="name a new folder, or an empty one")
    try:
        part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    except OSError as error:
        raise UsageError(
            f"Cannot write {path.name!r}: {error.strerror}.", where=str(path.parent), hint="name a folder that exists and may be written"
        ) from error
    try:
        yield part
        part.chmod(0o777 & ~_umask())
        if path.exists():
            shutil.rmtree(path)  # holds only what an earlier run of ours has written
        part.replace(path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _umask() -> int:
    # The only way to read it is to set it; temporary files are made for their owner alone, ours should be as any new file.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all."""
    with whole_file(path) as file:
        file.write(data)
