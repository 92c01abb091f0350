"""Which addresses may be connected to: public ones only, checked at the moment of connecting.

The name is resolved once, the addresses are checked, and the connection goes to a checked address: a name that resolves
differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from tumen.errors import RefusedAddress

Resolver = Callable[[str, int], list[str]]
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: wraps an IPv4 address
_TRANSLATED_LOCALLY = ipaddress.ip_network("64:ff9b:1::/48")  # RFC 8215


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(address: str) -> bool:
    """Tell whether an IP address is a public one; one that wraps a private one is not.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.1.1")
    (True, False, False, False)
    """
    try:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if found in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found.is_site_local or found in _TRANSLATED_LOCALLY:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only, and to no other address than the one that it checked."""

    def __init__(self, resolver: Resolver, inner: httpcore.NetworkBackend, left: Callable[[], float]) -> None:
        """Use ``resolver`` for names and ``inner`` for connections, as long as ``left`` gives seconds that are left."""
        self._resolver = resolver
        self._inner = inner
        self._left = left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address of the host.

        Raises:
            RefusedAddress: the name is not known, or one of its addresses is not public.
        """
        try:
            addresses = self._resolver(host, port)
        except OSError as problem:
            raise RefusedAddress(host, "no such host is known", "Check the address") from problem
        if not addresses:
            raise RefusedAddress(host, "no such host is known", "Check the address")
        refused = [address for address in addresses if not is_public(address)]
        if refused:
            raise RefusedAddress(
                host, f"leads to {refused[0]}, which is not a public address", "Save the page as a file"
            )
        seconds = _within(timeout, self._left())
        stream = self._inner.connect_tcp(addresses[0], port, seconds, local_address, socket_options)
        return _TimedStream(stream, self._left)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refuse: no page lives there."""
        raise RefusedAddress(path, "is a socket of this machine", "Give an http or https address")


class _TimedStream(httpcore.NetworkStream):
    """A connection with one limit for all that is read and written: a server that drips gains no time."""

    def __init__(self, inner: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._inner = inner
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _within(timeout, self._left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _within(timeout, self._left()))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, _within(timeout, self._left()))
        return _TimedStream(inner, self._left)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        return self._inner.get_extra_info(info)


def _within(timeout: float | None, left: float) -> float:
    if left <= 0:
        raise TimeoutError
    return left if timeout is None else min(timeout, left)
