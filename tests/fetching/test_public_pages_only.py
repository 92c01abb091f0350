"""Pages by address: http and https, to public addresses only, to the address that was checked, within limits.

Names and connections are made up: nothing here touches a network.
"""

from __future__ import annotations

import gzip
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import pytest

from tumen.codebook.document import Capture
from tumen.errors import RefusedAddress
from tumen.fetching.guard import GuardedBackend, is_public
from tumen.fetching.web import Limits, fetch, is_address

PUBLIC = "93.184.216.34"
OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def page(body: bytes = b"<p>4,000 containers</p>", *, head: str = OK) -> list[bytes]:
    return [f"{head}Content-Length: {len(body)}\r\n\r\n".encode(), body]


def redirect(to: str, status: int = 302) -> list[bytes]:
    return [f"HTTP/1.1 {status} Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()]


class Network(httpcore.NetworkBackend):
    """Answers in the order given, and remembers which addresses were connected to and what was asked."""

    def __init__(self, *answers: Iterable[bytes], clock: Clock | None = None) -> None:
        self.answers = [list(answer) for answer in answers]
        self.connected: list[tuple[str, int]] = []
        self.asked: list[bytes] = []
        self.secured: list[str | None] = []
        self.clock = clock

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        return Connection(self, self.answers.pop(0))


class Connection(httpcore.MockStream):
    def __init__(self, network: Network, answer: list[bytes]) -> None:
        super().__init__(answer)
        self.network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self.network.clock is not None:
            self.network.clock.now += 7
        return super().read(max_bytes, timeout)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self.network.secured.append(server_hostname)
        return self

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.network.asked.append(buffer)


class Clock:
    """Seconds that pass only when somebody waits."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def names(**known: str | list[str]) -> Callable[[str, int], list[str]]:
    """A resolver; a list of answers is given one at a time, a name that is not there is not known."""

    def resolve(host: str, port: int) -> list[str]:
        answer = known.get(host.replace(".", "_"))
        if answer is None:
            raise OSError(f"{host}:{port} not known")
        return [answer.pop(0)] if isinstance(answer, list) else answer.split()

    return resolve


EVERYWHERE = names(example_org=PUBLIC, other_org="1.1.1.1", local_org="127.0.0.1")


def get(url: str, *answers: Iterable[bytes], resolver: Any = EVERYWHERE, **options: Any) -> tuple[Capture, Network]:
    network = Network(*answers)
    return fetch(url, resolver=resolver, backend=network, **options), network


class TestAPage:
    def test_is_given_with_address_type_and_time(self) -> None:
        capture, network = get("http://example.org/news", page())
        assert (capture.content, capture.media_type) == (b"<p>4,000 containers</p>", "text/html")
        assert capture.url == capture.name == "http://example.org/news"
        assert capture.captured_at is not None
        assert network.connected == [(PUBLIC, 80)]

    def test_a_packed_page_is_unpacked(self) -> None:
        body = gzip.compress(b"4,000 containers")
        for encoding in ("gzip", "GZIP", "x-gzip"):
            capture, _ = get("http://example.org/", page(body, head=f"{OK}Content-Encoding: {encoding}\r\n"))
            assert capture.content == b"4,000 containers"

    def test_an_address_in_any_letters_is_asked_for_in_plain_ones(self) -> None:
        resolver = names(**{"xn--e1afmkfd_xn--p1ai": PUBLIC})
        capture, network = get("http://пример.рф/новости и факты?q=снаряды", page(), resolver=resolver)
        assert capture.url == "http://пример.рф/новости и факты?q=снаряды"
        assert b"GET /%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8%20%D0%B8" in network.asked[0]
        assert b"Host: xn--e1afmkfd.xn--p1ai" in network.asked[0]

    def test_escapes_and_ports_stay_as_they_are(self) -> None:
        _, network = get("http://example.org:8080/a%20b?c=d%26e&f=g#part", page())
        assert network.asked[0].startswith(b"GET /a%20b?c=d%26e&f=g HTTP/1.1\r\n")
        assert network.connected == [(PUBLIC, 8080)]

    @pytest.mark.parametrize("status", [404, 403, 500, 503])
    def test_an_error_of_the_server_is_named(self, status: int) -> None:
        with pytest.raises(RefusedAddress, match=f"answers with status {status}"):
            get("http://example.org/", [f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()])

    @pytest.mark.parametrize(
        "answer", [[b"not http at all\r\n\r\n"], [b""], [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"]]
    )
    def test_a_broken_answer_is_named(self, answer: list[bytes]) -> None:
        with pytest.raises(RefusedAddress, match="cannot be fetched"):
            get("http://example.org/", answer)

    def test_an_unknown_host_is_named(self) -> None:
        with pytest.raises(RefusedAddress, match=r"nowhere\.org: no such host is known"):
            get("http://nowhere.org/")
        with pytest.raises(RefusedAddress, match="no such host is known"):
            get("http://nowhere.org/", resolver=lambda host, port: [])


class TestPrivateAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:0:53aa:64c:0:0:80ff:fffe",
            "localhost",
            "",
        ],
    )
    def test_are_not_public(self, address: str) -> None:
        assert not is_public(address)
        with pytest.raises(RefusedAddress, match="which is not a public address"):
            get("http://example.org/", resolver=lambda host, port: [address])

    @pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"])
    def test_others_are(self, address: str) -> None:
        assert is_public(address)

    def test_one_private_address_among_public_ones_is_enough(self) -> None:
        with pytest.raises(RefusedAddress, match=r"leads to 10\.0\.0\.1"):
            get("http://example.org/", resolver=names(example_org=f"{PUBLIC} 10.0.0.1"))

    @pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "127.1", "2130706433", "0x7f.1"])
    def test_are_refused_however_they_are_written(self, host: str) -> None:
        """The system's resolver turns each of these into 127.0.0.1 or ::1 without asking anybody."""
        with pytest.raises(RefusedAddress):
            fetch(f"http://{host}/", backend=Network())

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_refused_after_a_redirect(self, status: int) -> None:
        network = Network(redirect("http://local.org/secret", status))
        with pytest.raises(RefusedAddress, match=r"local\.org: leads to 127\.0\.0\.1"):
            fetch("http://example.org/", resolver=EVERYWHERE, backend=network)
        assert network.connected == [(PUBLIC, 80)]

    def test_a_name_that_resolves_differently_the_second_time_gains_nothing(self) -> None:
        """The address that was checked is the one connected to; the name is not asked for again."""
        rebinding = names(example_org=[PUBLIC, "127.0.0.1"])
        _, network = get("http://example.org/", page(), resolver=rebinding)
        assert network.connected == [(PUBLIC, 80)]

    def test_a_name_that_resolves_differently_for_a_redirect_is_refused(self) -> None:
        rebinding = names(example_org=[PUBLIC, "127.0.0.1"])
        network = Network(redirect("/again"))
        with pytest.raises(RefusedAddress, match="not a public address"):
            fetch("http://example.org/", resolver=rebinding, backend=network)
        assert network.connected == [(PUBLIC, 80)]

    def test_a_socket_of_this_machine_is_refused(self) -> None:
        backend = GuardedBackend(EVERYWHERE, Network(), lambda: 1.0)
        with pytest.raises(RefusedAddress, match="is a socket of this machine"):
            backend.connect_unix_socket("/run/docker.sock")


class TestAddresses:
    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("file:///etc/passwd", "is no http or https address"),
            ("ftp://example.org/a", "is no http or https address"),
            ("http://", "is no http or https address"),
            ("http:///a", "is no http or https address"),
            ("http://[::1", "is no address"),
            ("http://example.org:99999/", "is no address"),
            ("http://example.org:x/", "is no address"),
            ("http://a..b/", "is no address"),
            ("http://kim:secret@example.org/", "carries a password"),
        ],
    )
    def test_what_is_no_address_says_so(self, url: str, reason: str) -> None:
        with pytest.raises(RefusedAddress, match=reason) as refusal:
            get(url)
        assert "secret" not in str(refusal.value)

    @pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/", "http://[::1", "javascript:alert(1)"])
    def test_a_redirect_to_something_else_is_refused(self, to: str) -> None:
        with pytest.raises(RefusedAddress):
            get("http://example.org/", redirect(to))

    def test_what_is_an_address(self) -> None:
        assert [is_address(text) for text in ("http://a", "https://a", "ftp://a", "draft.md", "-")] == [True] * 2 + [
            False
        ] * 3


class TestLimits:
    def test_a_redirect_is_followed_to_the_page(self) -> None:
        capture, network = get("http://example.org/a", redirect("b?c=d"), redirect("http://other.org/e"), page())
        assert capture.url == "http://other.org/e"
        assert network.connected == [(PUBLIC, 80), (PUBLIC, 80), ("1.1.1.1", 80)]

    def test_redirects_come_to_an_end(self) -> None:
        with pytest.raises(RefusedAddress, match="redirects more than 2 times"):
            get("http://example.org/", *[redirect("/again")] * 3, limits=Limits(redirects=2))

    def test_a_page_that_is_too_large_is_refused(self) -> None:
        body = b"x" * 1001
        with pytest.raises(RefusedAddress, match="is larger than 1,000 bytes"):
            get("http://example.org/", page(body), limits=Limits(size=1000))
        assert get("http://example.org/", page(body), limits=Limits(size=1001))[0].content == body

    def test_a_packed_bomb_is_refused_before_it_unpacks(self) -> None:
        bomb = gzip.compress(b"\0" * 50_000_000)
        with pytest.raises(RefusedAddress, match="is larger than 100,000 bytes"):
            get("http://example.org/", page(bomb, head=OK + "Content-Encoding: gzip\r\n"), limits=Limits(size=100_000))

    def test_a_broken_package_is_refused(self) -> None:
        with pytest.raises(RefusedAddress, match="is packed in a broken way"):
            get("http://example.org/", page(b"no gzip", head=OK + "Content-Encoding: gzip\r\n"))

    @pytest.mark.parametrize("dripped", ["head", "body"])
    def test_a_page_that_drips_is_refused_when_the_time_is_over(self, dripped: str) -> None:
        """Each piece comes in time, all of them together do not: seven seconds a byte."""
        head, body = page(b"x" * 100)
        drip = [bytes([byte]) for byte in (head if dripped == "head" else body)]
        clock = Clock()
        network = Network(drip if dripped == "head" else [head, *drip], clock=clock)
        with pytest.raises(RefusedAddress, match="did not answer within 30 seconds"):
            fetch("http://example.org/", resolver=EVERYWHERE, backend=network, clock=clock)
        assert clock.now < 45

    def test_the_time_is_for_all_redirects_together(self) -> None:
        clock = Clock()
        network = Network(*[redirect("/again")] * 9, clock=clock)
        with pytest.raises(RefusedAddress, match="did not answer within 30 seconds"):
            fetch("http://example.org/", resolver=EVERYWHERE, backend=network, clock=clock, limits=Limits(redirects=9))


def test_a_secure_page_is_asked_for_by_its_name_and_within_the_same_time() -> None:
    """The certificate is checked against the name, though the connection goes to the checked address."""
    clock = Clock()
    network = Network(page(), clock=clock)
    with pytest.raises(RefusedAddress, match="did not answer"):
        fetch("https://example.org/", resolver=EVERYWHERE, backend=network, clock=clock, limits=Limits(seconds=5))
    assert network.connected == [(PUBLIC, 443)]
    assert network.secured == ["example.org"]
