"""The errors a person can act on. Each message says what happened and what to do next."""


class TieoutError(Exception):
    """Base of every error shown to a person; the command line prints it on one line and exits 2."""


class UnreadableFiling(TieoutError):
    """A file that cannot be read as a filing: missing, empty, binary, truncated or hostile."""


class UnknownFiling(TieoutError):
    """A filing was named that the index does not hold."""


class IndexUnusable(TieoutError):
    """The index on disk cannot be used: damaged, of another version, or of another embedding model."""


class SettingsError(TieoutError):
    """A setting has a value that cannot be used."""
