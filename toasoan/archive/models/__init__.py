"""What the house holds, on what right, and what its units open to each other."""

from toasoan.archive.models.captions import FilmCaptions
from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.archive.models.collections import AssetCollection, CollectionPlace
from toasoan.archive.models.descriptions import PhotoDescription, PhotoFileTags
from toasoan.archive.models.documents import ArchiveDocument
from toasoan.archive.models.fixity import FileCheck, FixityRound, StorageReport
from toasoan.archive.models.incoming import IncomingFile
from toasoan.archive.models.keeping import (
    AssetDeposit,
    BinStay,
    DepositRelease,
    KeepingPolicy,
    RetentionRule,
)
from toasoan.archive.models.leases import (
    AssetConsent,
    AssetLease,
    AssetLicence,
    Channel,
)
from toasoan.archive.models.mailboxes import Letter, Mailbox, MailSender
from toasoan.archive.models.photos import Photo, PhotoRendition, RenditionsDue
from toasoan.archive.models.prints import PhotoPair, PhotoPrint
from toasoan.archive.models.processing import (
    AssetMedia,
    AssetText,
    ProcessingStep,
    Quarantine,
)
from toasoan.archive.models.searches import AssetSearch
from toasoan.archive.models.sharing import AssetGrant, AssetRequest, AssetUse, Level
from toasoan.archive.models.uploads import Upload
from toasoan.archive.models.using import (
    ContactSheet,
    ShareLink,
    ShareVisit,
    UnitSharing,
)
from toasoan.archive.models.vocabularies import (
    Concept,
    ConceptEvent,
    ConceptName,
    Vocabulary,
)

__all__ = [
    "ArchiveDocument",
    "AssetCollection",
    "AssetConsent",
    "AssetDeposit",
    "AssetGrant",
    "AssetLease",
    "AssetLicence",
    "AssetMedia",
    "AssetRequest",
    "AssetSearch",
    "AssetText",
    "AssetUse",
    "BinStay",
    "CatalogueEntry",
    "Channel",
    "CollectionPlace",
    "Concept",
    "ConceptEvent",
    "ConceptName",
    "ContactSheet",
    "DepositRelease",
    "FileCheck",
    "FilmCaptions",
    "FixityRound",
    "IncomingFile",
    "KeepingPolicy",
    "Letter",
    "Level",
    "MailSender",
    "Mailbox",
    "Photo",
    "PhotoDescription",
    "PhotoFileTags",
    "PhotoPair",
    "PhotoPrint",
    "PhotoRendition",
    "ProcessingStep",
    "Quarantine",
    "RenditionsDue",
    "RetentionRule",
    "ShareLink",
    "ShareVisit",
    "StorageReport",
    "UnitSharing",
    "Upload",
    "Vocabulary",
]
