"""The mails of the directory: what each says is made when it leaves."""

from directory.mails import claims, mailboxes, members


def register() -> None:
    for package in (members, claims, mailboxes):
        package.register()
