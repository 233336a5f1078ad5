"""Errors a user can act on: each carries the exit code of the command line (DESIGN)."""


class KlantcentraalError(Exception):
    """An expected failure: its message is one plain line that says what to do."""

    exit_code = 1


class UsageError(KlantcentraalError):
    """A wrong option, a missing folder or a bad date."""

    exit_code = 2


class GateClosed(KlantcentraalError):
    """A control gate is closed or a data test failed; nothing was published."""

    exit_code = 3


class InputError(KlantcentraalError):
    """An input or rule file is broken: the message names file, row and column."""

    exit_code = 4


class AlreadyRunning(KlantcentraalError):
    """Another refresh holds the lock of this state folder."""

    exit_code = 5
