"""What every HTML page shares: escaping, the styles and script inside it, and the policy that names them."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tumen.publishing.phrases import fit


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates, in which every value is escaped and made fit to be shown."""
    env = Environment(
        loader=PackageLoader("tumen.publishing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    env.filters["drawing"] = _drawing
    return env


def render(template: str, **values: object) -> str:
    """Return a page: the template with ``style.css`` and, for a report, ``report.js`` put inside it."""
    style, script = _text("style.css"), _text("report.js")
    return (
        environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=policy(style, script),
            **values,
        )
    )


def policy(style: str, script: str) -> str:
    """Return the content security policy under which the page may run its own style and script and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(name: str) -> str:
    return (resources.files("tumen.publishing") / "templates" / name).read_text(encoding="utf-8").strip()


def _finalize(value: object) -> object:
    return fit(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _drawing(svg: str) -> Markup:
    """Let a drawing of `tumen.publishing.charts` through; it escaped every word of its own."""
    return Markup(svg)  # noqa: S704 - made by our own writer
