"""Pages by address: http and https, public addresses only, within limits of size, time and redirects."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import certifi
import httpcore

from tumen.codebook.document import Capture
from tumen.errors import RefusedAddress
from tumen.fetching.guard import GuardedBackend, Resolver, resolve

_SAFE = "/%:@!$&'()*+,;=~?[]"  # in a path or query these stay as they are
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
    clock: Callable[[], float] = monotonic,
) -> Capture:
    """Return the page at an address. Every redirect is checked like the address itself.

    ``resolver``, ``backend`` and ``clock`` (seconds) stand for the system's own.

    Raises:
        RefusedAddress: not http(s), not public, too large, too slow, too many redirects, or an error of the server.
    """
    limits = limits or Limits()
    deadline = clock() + limits.seconds
    context = ssl.create_default_context(cafile=certifi.where())
    guarded = GuardedBackend(resolver, backend or httpcore.SyncBackend(), lambda: deadline - clock())
    with httpcore.ConnectionPool(ssl_context=context, network_backend=guarded, max_keepalive_connections=0) as pool:
        for _ in range(limits.redirects + 1):
            target = _checked(url)
            try:
                onward, capture = _get(pool, url, target, limits)
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


def _checked(url: str) -> str:
    """The address in the letters that the protocol knows, if it may be asked for."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError as problem:
        raise RefusedAddress(url, f"is no address ({problem})", "Check it") from problem
    if parts.scheme not in ("http", "https") or not host:
        raise RefusedAddress(url, "is no http or https address", "Give one, or a file")
    if parts.username or parts.password:
        raise RefusedAddress(host, "carries a password", "Save the page as a file")
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    return urlunsplit((parts.scheme, place, quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


def _onward(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as problem:
        raise RefusedAddress(url, f"redirects to no address ({problem})", "Save the page as a file") from problem


def _get(pool: httpcore.ConnectionPool, url: str, target: str, limits: Limits) -> tuple[str, Capture | None]:
    """One request: where it redirects, or the page."""
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": "tumen",
        "Accept": "text/html, application/*;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    with pool.stream("GET", target, headers=headers) as response:
        fields = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTS and fields.get("location"):
            return _onward(url, fields["location"]), None
        if response.status >= 400:
            raise RefusedAddress(url, f"answers with status {response.status}", "Check the address")
        content = _body(response, url, fields.get("content-encoding", "").lower(), limits)
    capture = Capture(
        name=url,
        content=content,
        media_type=fields.get("content-type", "").split(";")[0].strip() or None,
        url=url,
        captured_at=datetime.now(UTC),
    )
    return url, capture


def _body(response: httpcore.Response, url: str, encoding: str, limits: Limits) -> bytes:
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if encoding in ("gzip", "x-gzip") else None
    pieces: list[bytes] = []
    size = 0
    for chunk in response.iter_stream():
        try:
            piece = unpacker.decompress(chunk, limits.size - size + 1) if unpacker else chunk
        except zlib.error as problem:
            raise RefusedAddress(url, f"is packed in a broken way ({problem})", "Save the page as a file") from problem
        pieces.append(piece)
        size += len(piece)
        if size > limits.size:
            raise RefusedAddress(url, f"is larger than {limits.size:,} bytes", "Save what matters as a file")
    return b"".join(pieces)
