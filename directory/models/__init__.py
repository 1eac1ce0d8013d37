"""Who is in the network: the public face of the models."""

from directory.models.asking import Campaign, CampaignCard, CardState, Confirmation, Round, RoundMail
from directory.models.changes import CategoryMapping, Change, ImportRun, Version
from directory.models.claims import CallBack, Claim
from directory.models.coordinators import BassinCoordinator
from directory.models.duplicates import Likeness, Merge
from directory.models.journal import JournalEntry
from directory.models.letters import DeadMailbox, Letter, LinkToken, OneTimeCode
from directory.models.mailboxes import MailboxProof
from directory.models.membership import Invitation, Membership
from directory.models.organisations import (
    Accreditation,
    BibConvention,
    BillingRegistration,
    DatedFact,
    InamiAccreditation,
    Organisation,
    Partnership,
    Source,
    public_code,
)
from directory.models.people import Notices, Tongue, User
from directory.models.programme import Indicator, Prestation, PrestationRule, Programme, Scenario, ScenarioRule
from directory.models.proposals import Proposal
from directory.models.reaching import ContactPoint, HourKind, HoursException, Notice, OpeningHours
from directory.models.services import Service, ServicePrestation, ServiceRole
from directory.models.sessions import FactorHelp, OpenSession
from directory.models.sites import Site, SourceRecord
from directory.models.territory import Bassin, Commune, Neighbourhood, PostalCode, Sector
from directory.models.tickets import Ticket
from directory.models.vocabulary import (
    Access,
    Audience,
    Authority,
    Category,
    Code,
    HelpLine,
    Language,
    Mode,
    ReferenceRow,
    Role,
    Stage,
    Theme,
    ThemeGroup,
)

__all__ = [
    "Access",
    "Accreditation",
    "Audience",
    "Authority",
    "Bassin",
    "BassinCoordinator",
    "BibConvention",
    "BillingRegistration",
    "CallBack",
    "Campaign",
    "CampaignCard",
    "CardState",
    "Category",
    "CategoryMapping",
    "Change",
    "Claim",
    "Code",
    "Commune",
    "Confirmation",
    "ContactPoint",
    "DatedFact",
    "DeadMailbox",
    "FactorHelp",
    "HelpLine",
    "HourKind",
    "HoursException",
    "ImportRun",
    "InamiAccreditation",
    "Indicator",
    "Invitation",
    "JournalEntry",
    "Language",
    "Letter",
    "Likeness",
    "LinkToken",
    "MailboxProof",
    "Membership",
    "Merge",
    "Mode",
    "Neighbourhood",
    "Notice",
    "Notices",
    "OneTimeCode",
    "OpenSession",
    "OpeningHours",
    "Organisation",
    "Partnership",
    "PostalCode",
    "Prestation",
    "PrestationRule",
    "Programme",
    "Proposal",
    "ReferenceRow",
    "Role",
    "Round",
    "RoundMail",
    "Scenario",
    "ScenarioRule",
    "Sector",
    "Service",
    "ServicePrestation",
    "ServiceRole",
    "Site",
    "Source",
    "SourceRecord",
    "Stage",
    "Theme",
    "ThemeGroup",
    "Ticket",
    "Tongue",
    "User",
    "Version",
    "public_code",
]
