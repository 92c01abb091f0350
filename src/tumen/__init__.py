"""Tumen: who really said it, how much it was, and what an article makes of it."""
