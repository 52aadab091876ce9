"""`python -m knib` is the same as `knib`."""

from knib.cli.app import main

if __name__ == "__main__":
    main()
