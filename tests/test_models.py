"""Every model can be made in a test: by a factory, by the reference data, or by the record it belongs to."""

import inspect

import factory
from django.apps import apps

from tests import factories

# Rows that directory.actions writes with their record, or keeps of what it did.
OF_A_RECORD = {
    "Accreditation",
    "BibConvention",
    "BillingRegistration",
    "Change",
    "ContactPoint",
    "HoursException",
    "InamiAccreditation",
    "Membership",
    "Notice",
    "OpeningHours",
    "ServicePrestation",
    "ServiceRole",
    "Version",
}
# Made by what they are about, in the tests of it: rights, importing, agreements, mail.
OF_A_BEHAVIOUR = {
    "BassinCoordinator",
    "Campaign",
    "CampaignCard",
    "Confirmation",
    "CallBack",
    "Claim",
    "DeadMailbox",
    "FactorHelp",
    "ImportRun",
    "Invitation",
    "JournalEntry",
    "Letter",
    "Likeness",
    "LinkToken",
    "MailboxProof",
    "Merge",
    "OneTimeCode",
    "OpenSession",
    "Partnership",
    "Proposal",
    "Round",
    "RoundMail",
    "SourceRecord",
    "Ticket",
}


def test_every_model_of_the_directory_can_be_made():
    made = {
        member._meta.model.__name__
        for _name, member in inspect.getmembers(factories, inspect.isclass)
        if issubclass(member, factory.Factory) and member._meta.model
    }
    loaded = {model.__name__ for model in apps.get_app_config("directory").get_models() if hasattr(model, "loaded")}
    ours = {model.__name__ for model in apps.get_app_config("directory").get_models()}

    assert ours - made - loaded - OF_A_RECORD - OF_A_BEHAVIOUR == set()
    assert (OF_A_RECORD | OF_A_BEHAVIOUR) - ours == set()
