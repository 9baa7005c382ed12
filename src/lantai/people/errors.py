"""What can go wrong, and what to tell.

PeopleError
├── NotPossible       an action does not fit the state of things; the message says why
├── WrongPassword     name and password do not belong together, or the account is closed: nobody is told which
├── WrongCode         a code of the second factor that is not, or no longer, right
├── LinkGone          a link that was used, revoked, ran out, or never was
└── Wait              too many attempts: ``seconds`` until the next
"""


class PeopleError(Exception):
    """Any of them."""


class NotPossible(PeopleError):
    """The action does not fit the state of things."""


class WrongPassword(PeopleError):
    """Name and password do not belong together."""


class WrongCode(PeopleError):
    """The code is not right."""


class LinkGone(PeopleError):
    """The link is no longer good."""


class Wait(PeopleError):
    """Too many attempts; the next is looked at in so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = max(1, seconds)
