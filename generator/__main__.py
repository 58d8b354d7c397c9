"""Owns `python -m generator`: the same as the command `seamline`."""


def main() -> None:
    """Run the command line, which worker processes need not import: they, too, begin with this file."""
    from generator.cli import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
