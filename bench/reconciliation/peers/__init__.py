"""Rival methods, each written from its paper; all of them read rows the same simple way."""
