"""What can go wrong, told apart by what the clerk can do about it. Anything else that is raised is a bug."""


class DeskError(Exception):
    """A sentence for the clerk: `message` says what happened, `way_out` what to do next."""

    def __init__(self, message: str, way_out: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out
        self.field = field

    @property
    def sentence(self) -> str:
        """Both halves in one line, as shown and as printed on stderr."""
        return f"{self.message} → {self.way_out}" if self.way_out else self.message


class Refusal(DeskError):
    """The clerk can fix it: a field is wrong, a limit is reached, a right is missing. `field` names the input."""


class Conflict(DeskError):
    """Somebody else changed the same record first. `theirs` holds what is stored now, for a side-by-side view."""

    def __init__(self, message: str, way_out: str = "", theirs: object = None) -> None:
        super().__init__(message, way_out)
        self.theirs = theirs


class Trouble(DeskError):
    """The machine is in the way: disk full, file locked or damaged, wrong key, printer gone."""


class Damage(Trouble):
    """Data or key file is damaged, gone or not of one set: a backup brings it back."""
