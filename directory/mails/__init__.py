"""The mails of the directory: what each says is made when it leaves."""

from directory.mails import claims, mailboxes, members, unused


def register() -> None:
    for package in (members, claims, mailboxes, unused):
        package.register()
