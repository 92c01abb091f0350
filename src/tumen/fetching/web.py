"""Pages by address: http and https, public addresses only, within limits of size, time and redirects."""

from __future__ import annotations

import ssl
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore

from tumen.codebook.document import Capture
from tumen.errors import RefusedAddress
from tumen.fetching.guard import GuardedBackend, Resolver, resolve

_ACCEPTED = "text/html, application/*;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a page may be and how long it may take: bytes, seconds in all, redirects."""

    size: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


def is_address(text: str) -> bool:
    """Tell whether the text is an http or https address.

    >>> is_address("https://example.org/a"), is_address("draft.md")
    (True, False)
    """
    return text.startswith(("http://", "https://"))


def fetch(
    url: str,
    *,
    limits: Limits | None = None,
    resolver: Resolver = resolve,
    backend: httpcore.NetworkBackend | None = None,
) -> Capture:
    """Return the page at an address. Every redirect is checked like the address itself.

    Raises:
        RefusedAddress: not http(s), not public, too large, too slow, too many redirects, or an error of the server.
    """
    limits = limits or Limits()
    deadline = monotonic() + limits.seconds
    context = ssl.create_default_context(cafile=certifi.where())
    guarded = GuardedBackend(resolver, backend)
    with httpcore.ConnectionPool(ssl_context=context, network_backend=guarded, max_keepalive_connections=0) as pool:
        for _ in range(limits.redirects + 1):
            _check(url)
            try:
                onward, capture = _get(pool, url, limits, deadline)
            except (httpcore.TimeoutException, TimeoutError) as problem:
                raise RefusedAddress(
                    url, f"did not answer within {limits.seconds:g} seconds", "Try again later"
                ) from problem
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as problem:
                raise RefusedAddress(url, f"cannot be fetched ({problem})", "Save the page as a file") from problem
            if capture is not None:
                return capture
            url = onward
    raise RefusedAddress(url, f"redirects more than {limits.redirects} times", "Give the address of the page itself")


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedAddress(url, "is no http or https address", "Give one, or a file")
    if parts.username or parts.password:
        raise RefusedAddress(parts.hostname, "carries a password", "Save the page as a file")


def _get(pool: httpcore.ConnectionPool, url: str, limits: Limits, deadline: float) -> tuple[str, Capture | None]:
    """One request: where it redirects, or the page."""
    left = max(deadline - monotonic(), 0.1)
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": "tumen",
        "Accept": "text/html, application/*;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    timeout = {"connect": left, "read": left, "write": left, "pool": left}
    with pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as response:
        fields = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTS and fields.get("location"):
            return urljoin(url, fields["location"]), None
        if response.status >= 400:
            raise RefusedAddress(url, f"answers with status {response.status}", "Check the address")
        content = _body(response, url, fields.get("content-encoding", ""), limits, deadline)
    capture = Capture(
        name=url,
        content=content,
        media_type=fields.get("content-type", "").split(";")[0].strip() or None,
        url=url,
        captured_at=datetime.now(UTC),
    )
    return url, capture


def _body(response: httpcore.Response, url: str, encoding: str, limits: Limits, deadline: float) -> bytes:
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if encoding == "gzip" else None
    pieces: list[bytes] = []
    size = 0
    for chunk in response.iter_stream():
        if monotonic() > deadline:
            raise TimeoutError
        try:
            piece = unpacker.decompress(chunk, limits.size - size + 1) if unpacker else chunk
        except zlib.error as problem:
            raise RefusedAddress(url, f"is packed in a broken way ({problem})", "Save the page as a file") from problem
        pieces.append(piece)
        size += len(piece)
        if size > limits.size:
            raise RefusedAddress(url, f"is larger than {limits.size:,} bytes", "Save what matters as a file")
    return b"".join(pieces)
