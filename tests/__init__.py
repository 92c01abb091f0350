"""The tests: what each room promises."""
