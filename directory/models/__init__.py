from directory.models.people import Tongue, User

__all__ = ["Tongue", "User"]
