"""`python -m mailbot` is `mailbot`, and the script of that name calls this."""


def main() -> None:
    """The command line. It is imported here and not above: each worker process imports the file that started the daemon
    once more, and the command line would cost it 20 MB."""
    from mailbot.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
