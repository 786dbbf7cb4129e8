"""Background jobs of the archive room."""

from uuid import UUID

from django_tasks import task

from toasoan.archive.alike import prints
from toasoan.archive.holdings.expiry import rights_expiry_warn as expiry_warn
from toasoan.archive.holdings.previews import entry_preview_make
from toasoan.archive.incoming import uploading
from toasoan.archive.incoming.folders import folders_hold_something, folders_look
from toasoan.archive.incoming.mail import letters, mailboxes, receipts
from toasoan.archive.incoming.unpacking import (
    bundle_go_on,
    bundles_go_on,
    bundles_left,
)
from toasoan.archive.keeping import bins, deposits, fixity, storage
from toasoan.archive.search.asset_searches import asset_searches_tell
from toasoan.archive.services import photo_renditions_build
from toasoan.archive.steps import processing
from toasoan.archive.steps.renditions_due import photos_due, renditions_catch_up
from toasoan.archive.uses_noting import entries_used_note
from toasoan.archive.using.sheets import contact_sheet_make, contact_sheets_sweep
from toasoan.archive.vocabularies import refiling
from toasoan.core import clock
from toasoan.core.jobs import job_wanted


@task(queue_name="slow", priority=-10)  # hundreds after an import: others first
def renditions_build(photo_id: int) -> None:
    """Make the files of a photo that readers are sent."""
    photo_renditions_build(photo_id=photo_id)


@task(queue_name="slow", priority=-5)  # somebody may wait for it, before the sizes
def photo_print(photo_id: int) -> None:
    """Hash a photo and compare it with those of its unit."""
    prints.photo_print_make(photo_id=photo_id)
    prints.photo_compare(photo_id=photo_id)


@task(queue_name="slow", priority=5)  # somebody waits for it
def sheet_make(sheet_pk: int) -> bool:
    """Make a contact sheet."""
    return contact_sheet_make(sheet_pk=sheet_pk)


@task(queue_name="slow")
def sheets_sweep() -> int:
    """Throw away contact sheets of last week."""
    return contact_sheets_sweep()


@task(queue_name="slow")  # somebody looks at the grid and does not see it yet
def preview_make(entry_pk: int) -> bool:
    """Make the marked picture that other units are shown."""
    return entry_preview_make(entry_pk=entry_pk)


@task(queue_name="slow")
def uploads_sweep() -> int:
    """Throw away uploads that nobody went on with."""
    return uploading.uploads_sweep()


@task(queue_name="slow")
def bundle_unpack(upload_hex: str, details: dict[str, str]) -> int:
    """Put the files of a ZIP into the archive."""
    return bundle_go_on(upload_id=UUID(upload_hex), details=details)


@task(queue_name="slow")
def incoming_catch_up() -> int:
    """Have done what came in and whose jobs were lost."""
    return bundles_go_on() + renditions_catch_up() + letters.letters_go_on()


@job_wanted.register("archive.incoming_catch_up")
def incoming_is_left() -> bool:
    """Return whether a bundle, a photo or a letter is not done with."""
    waiting = (bundles_left(), photos_due(), letters.letters_left())
    return any(rows.exists() for rows in waiting)


@task(queue_name="slow")
def incoming_folders_look() -> int:
    """Take what was put into the watched folders."""
    return folders_look()


@job_wanted.register("archive.incoming_folders_look")
def folders_have_something() -> bool:
    """Return whether a file lies still in a watched folder."""
    return folders_hold_something()


@task(queue_name="slow")
def mailboxes_look() -> int:
    """Have the units' mailboxes read whose time has come."""
    return mailboxes.mailboxes_look()


@job_wanted.register("archive.mailboxes_look")
def mailboxes_are_due() -> bool:
    """Return whether some mailbox's time has come."""
    return bool(mailboxes.mailboxes_due().exists())


@task(queue_name="slow")
def mailbox_look(pk: int) -> int:
    """Take in what is new in one mailbox."""
    return mailboxes.mailbox_look(pk=pk)


@task(queue_name="slow")
def letter_take(pk: int) -> bool:
    """Put the files of one letter into the archive."""
    return letters.letter_take(pk=pk)


@task(queue_name="slow")
def letters_sweep() -> int:
    """Dismiss letters that lay aside for their days."""
    return letters.letters_sweep()


@task(queue_name="slow")
def receipts_send() -> int:
    """Tell senders what became of their letters."""
    return receipts.receipts_send()


@job_wanted.register("archive.receipts_send")
def receipts_are_due() -> bool:
    """Return whether somebody is to be told."""
    return receipts.receipts_due().exists()


# A film takes minutes or hours: a worker of its own keeps it out of everybody's way.
@task(queue_name="media")
def asset_process(entry_pk: int) -> bool:
    """Do what is left to do with a file that came in."""
    return processing.asset_process(entry_pk=entry_pk)


@task(queue_name="media", priority=-10)
def assets_process() -> int:
    """Go on with files whose own jobs were lost."""
    return processing.assets_process()


@job_wanted.register("archive.assets_process")
def assets_are_left() -> bool:
    """Return whether a file was left lying half done."""
    return processing.assets_left().exists()


@task(queue_name="slow")
def made_sweep() -> int:
    """Delete what was made of files that are gone."""
    return processing.made_sweep()


@task(queue_name="slow")
def uses_note() -> int:
    """Note in the catalogue what is used and what no longer is."""
    return entries_used_note()


@task(queue_name="slow", priority=-10)
def topics_refile() -> int:
    """File what has topics by the vocabulary as it is now."""
    return refiling.topics_refile()


@task(queue_name="slow")
def concept_refile(concept_pk: int) -> int:
    """File anew what one agreed word concerns."""
    return refiling.concept_refile(concept_pk=concept_pk)


@task()
def searches_tell() -> int:
    """Tell the keepers of searches what newly matches."""
    return asset_searches_tell()


@task(queue_name="slow")
def rights_expiry_warn() -> int:
    """Tell whoever keeps or uses what soon may not be used any more."""
    return expiry_warn()


@task(queue_name="slow", priority=-10)
def bin_empty() -> int:
    """Delete for good what lay in the bin for its days."""
    return bins.bin_empty()


@job_wanted.register("archive.bin_empty")
def bin_holds_something_due() -> bool:
    """Return whether the days of something in the bin are over."""
    return bool(bins.bin_due(clock.now()).exists())


# Reading every file again is never urgent: whatever else waits goes first.
@task(queue_name="slow", priority=-20)
def fixity_check() -> int:
    """Read some of the files again and compare them with what they were."""
    return fixity.fixity_check()


@job_wanted.register("archive.fixity_check")
def fixity_is_due() -> bool:
    """Return whether there are files to read again."""
    return fixity.fixity_due()


@task(queue_name="slow", priority=-10)
def deposits_hash() -> int:
    """Read the files of what was published that nobody has read yet."""
    return fixity.deposits_hash()


@job_wanted.register("archive.deposits_hash")
def deposits_lack_hashes() -> bool:
    """Return whether the hash of something published is not known yet."""
    return bool(deposits.deposits_unhashed().exists())


@task(queue_name="slow", priority=-20)
def storage_measure() -> int:
    """Measure how much room each unit's archive takes."""
    return storage.storage_measure()
