"""`tumen` and `python -m tumen`."""

from tumen.cli.door import main

if __name__ == "__main__":
    main()
