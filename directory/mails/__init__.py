"""The mails of the directory: what each says is made when it leaves."""

from directory.mails import claims, members


def register() -> None:
    for package in (members, claims):
        package.register()
