"""Writes of the vocabularies: brought in, added, changed, retired, merged and parted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from toasoan.archive.holdings.papers import keeper_require
from toasoan.archive.metadata.embedded import tidy
from toasoan.archive.models import Concept, Vocabulary
from toasoan.archive.models.vocabularies import name_folded
from toasoan.archive.vocabularies.errors import ConceptRefused, TooManyRetired
from toasoan.archive.vocabularies.media_topics import ATTRIBUTION, URI, TopicRead
from toasoan.archive.vocabularies.terms import concept_standing
from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.core.jobs import enqueue
from toasoan.security.services import audit_record
from toasoan.units.models import PressUnit

Kind = Vocabulary.Kind
HOUSE_KINDS = (Kind.PERSON, Kind.PLACE, Kind.EVENT)
LABEL_MAX = 100
ALIASES_MAX = 30
# A file that lacks more of what is in use than this is more likely cut off.
RETIRED_SHARE_MAX = 0.25


@dataclass(frozen=True)
class TopicsTold:
    """What bringing topics in did: how many are new, changed, retired, and all."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    total: int = 0


@dataclass(frozen=True)
class ConceptSaid:
    """What is said of a person, place or event.

    Attributes:
        label: its name.
        aliases: what else it is called, one name a line.
        note: for those who choose.
        broader: what it lies under.
    """

    label: str
    aliases: str = ""
    note: str = ""
    broader: Concept | None = None


@transaction.atomic
def media_topics_import(
    *,
    topics: Sequence[TopicRead],
    names: Mapping[str, Sequence[str]],
    retire_many: bool = False,
) -> TopicsTold:
    """Have the vocabulary of topics say what the file says; nothing is deleted.

    What the file lacks or calls retired is retired, what it has again is in use again.

    Args:
        topics: of one file, each once.
        names: Vietnamese names by code, the first is the label.
        retire_many: whether a quarter and more of what is in use may be retired.

    Raises:
        TooManyRetired: it would be so, and was not asked for.
    """
    vocabulary = vocabulary_of(Kind.TOPIC)
    vocabulary = Vocabulary.objects.select_for_update().get(pk=vocabulary.pk)
    there = {row.code: row for row in vocabulary.concepts.all()}
    told = [_topic_put(vocabulary, there, topic, names) for topic in topics]
    for topic in topics:
        row, above = there[topic.code], there.get(topic.broader)
        if row.broader_id != (above.pk if above else None):
            row.broader = above
            row.save(update_fields=["broader"])
    retired = _topics_retire(there, topics, retire_many=retire_many)
    vocabulary.uri, vocabulary.attribution = URI, ATTRIBUTION
    vocabulary.imported_at = clock.now()
    vocabulary.save()
    counts = TopicsTold(told.count("added"), told.count("changed"), retired, len(there))
    enqueue("archive.topics_refile")
    audit_record(
        action="archive.topics_imported",
        by=None,
        target=vocabulary,
        data={**vars(counts)},
    )
    return counts


def _topic_put(
    vocabulary: Vocabulary,
    there: dict[str, Concept],
    topic: TopicRead,
    names: Mapping[str, Sequence[str]],
) -> str:
    called = list(names.get(topic.code, ()))
    wanted: dict[str, Any] = {
        "label_en": topic.label_en,
        "label_vi": called[0] if called else "",
        "aliases": "\n".join(called[1:]),
        "note": topic.note,
        "legacy": "\n".join(topic.legacy),
    }
    if not topic.is_retired:
        wanted["retired_on"] = None
    row = there.get(topic.code)
    if row is None:
        there[topic.code] = Concept.objects.create(
            vocabulary=vocabulary, code=topic.code, **wanted
        )
        return "added"
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return "same"
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    return "changed"


def _topics_retire(
    there: Mapping[str, Concept], topics: Sequence[TopicRead], *, retire_many: bool
) -> int:
    """Retire what the topics lack or call retired; return how many that are."""
    gone = set(there) - {topic.code for topic in topics if not topic.is_retired}
    newly = [there[code] for code in sorted(gone) if there[code].retired_on is None]
    in_use = sum(row.retired_on is None for row in there.values())
    listed = {topic.code for topic in topics}
    missing = sum(row.code not in listed for row in newly)
    if missing > RETIRED_SHARE_MAX * in_use and not retire_many:
        raise TooManyRetired(missing, in_use)
    days = {topic.code: topic.retired_on for topic in topics}
    for row in newly:
        row.retired_on = days.get(row.code) or clock.today()
        row.save(update_fields=["retired_on"])
    return len(newly)


def vocabulary_of(kind: str) -> Vocabulary:
    """Return the vocabulary of the kind; it is there from the first use on."""
    return Vocabulary.objects.get_or_create(kind=kind)[0]


# --- People, places, events -----------------------------------------------------------


@transaction.atomic
def concept_add(
    *,
    kind: str,
    unit: PressUnit | None,
    by: Any,
    said: ConceptSaid,
) -> Concept:
    """Add a person, place or event to the unit's vocabulary, or to that of all units.

    Raises:
        NotAllowed: `by` does not keep the unit's archive; for all: the platform.
        ConceptRefused: it has no name, or the vocabulary knows the name already.
    """
    keeper_require(by, unit)
    if kind not in HOUSE_KINDS:
        raise ConceptRefused(_("Chủ đề lấy từ IPTC, không thêm tay. Chọn mục có sẵn"))
    # Two who add the same name at once wait for each other here.
    vocabulary = Vocabulary.objects.select_for_update().get(pk=vocabulary_of(kind).pk)
    concept = Concept(vocabulary=vocabulary, unit=unit)
    _said(concept, said)
    concept.save()
    _after(concept, by, "archive.concept_added")
    return concept


@transaction.atomic
def concept_change(
    *, concept: Concept, by: Any, said: ConceptSaid, is_retired: bool = False
) -> Concept:
    """Have a person, place or event be called otherwise, retired, or in use again.

    Raises:
        NotAllowed: as concept_add.
        ConceptRefused: as concept_add, or it would lie under itself.
    """
    concept = _locked(concept, by)
    _said(concept, said)
    if is_retired != (concept.retired_on is not None):
        concept.retired_on = clock.today() if is_retired else None
    concept.save()
    _after(concept, by, "archive.concept_changed")
    return concept


@transaction.atomic
def concepts_merge(*, concept: Concept, into: Concept, by: Any) -> None:
    """Have `into` stand for `concept` too: what is filed under it is found there.

    What people wrote on their photos stays as they wrote it.

    Raises:
        NotAllowed: `by` does not keep what is merged.
        ConceptRefused: they are of two kinds or units, or one stands for the other.
    """
    # Two who merge crosswise wait for each other here.
    Vocabulary.objects.select_for_update().get(pk=concept.vocabulary_id)
    concept = _locked(concept, by)
    standing = concept_standing(Concept.objects.get(pk=into.pk))
    if concept.vocabulary_id != into.vocabulary_id:
        raise ConceptRefused(_("Chỉ gộp hai mục cùng loại. Chọn mục khác"))
    if into.unit_id not in (None, concept.unit_id):
        raise ConceptRefused(
            _("Chỉ gộp vào mục của đơn vị mình hoặc mục chung. Chọn mục khác")
        )
    if concept.merged_into_id or standing.pk == concept.pk:
        raise ConceptRefused(_("Hai mục này đã là một. Không cần gộp"))
    concept.merged_into, concept.merged_by = standing, by
    concept.save(update_fields=["merged_into", "merged_by"])
    _after(concept, by, "archive.concepts_merged", into=standing.pk)


@transaction.atomic
def concepts_part(*, concept: Concept, by: Any) -> None:
    """Take a merger back: both stand for themselves again.

    Raises:
        NotAllowed: `by` does not keep it.
        NotFound: it was not merged, or was parted already.
    """
    concept = _locked(concept, by)
    if concept.merged_into_id is None:
        raise NotFound
    was, concept.merged_into, concept.merged_by = concept.merged_into_id, None, None
    concept.save(update_fields=["merged_into", "merged_by"])
    _after(concept, by, "archive.concepts_parted", was=was)


def _locked(concept: Concept, by: Any) -> Concept:
    row = (
        Concept.objects.select_for_update(of=("self",))
        .select_related("vocabulary", "unit", "merged_into")
        .get(pk=concept.pk)
    )
    keeper_require(by, row.unit)
    if row.vocabulary.kind not in HOUSE_KINDS:
        raise ConceptRefused(_("Chủ đề lấy từ IPTC, không sửa tay. Nhập lại tệp mới"))
    return row


def _said(concept: Concept, said: ConceptSaid) -> None:
    label = " ".join(tidy(said.label).split())
    others = [" ".join(line.split()) for line in tidy(said.aliases).split("\n")]
    others = [each for each in dict.fromkeys(others) if each and each != label]
    if not name_folded(label):
        raise ConceptRefused(_("Mục phải có tên. Gõ tên"))
    if any(len(each) > LABEL_MAX for each in (label, *others)):
        raise ConceptRefused(
            _("Tên dài quá %(n)d chữ cái. Rút ngắn lại") % {"n": LABEL_MAX}
        )
    if len(others) > ALIASES_MAX:
        raise ConceptRefused(
            _("Ghi nhiều nhất %(n)d tên khác. Bỏ bớt") % {"n": ALIASES_MAX}
        )
    _broader_require(concept, said.broader)
    _label_require_new(concept, label)
    concept.label_vi, concept.aliases = label, "\n".join(others)
    concept.note, concept.broader = tidy(said.note)[:1000], said.broader


def _broader_require(concept: Concept, broader: Concept | None) -> None:
    above = broader
    while above is not None:
        if above.pk == concept.pk:
            raise ConceptRefused(_("Một mục không nằm trong chính nó. Chọn mục khác"))
        above = above.broader
    if broader and broader.vocabulary_id != concept.vocabulary_id:
        raise ConceptRefused(_("Mục rộng hơn phải cùng loại. Chọn mục khác"))
    if broader and broader.unit_id not in (None, concept.unit_id):
        raise ConceptRefused(_("Mục rộng hơn phải của đơn vị bạn. Chọn mục khác"))


def _label_require_new(concept: Concept, label: str) -> None:
    """Refuse a second entry of the same name; the marks on letters count here."""
    alike = Concept.objects.filter(
        Q(unit__isnull=True) | Q(unit=concept.unit),
        vocabulary=concept.vocabulary,
        label_vi__iexact=label,
    ).exclude(pk=concept.pk)
    if alike.exists():
        raise ConceptRefused(
            _("Danh mục đã có “%(label)s”. Nếu là người, nơi khác, ghi thêm cho rõ")
            % {"label": label}
        )


def _after(concept: Concept, by: Any, action: str, **data: Any) -> None:
    enqueue("archive.concept_refile", concept.pk)
    audit_record(
        action=action,
        by=by,
        target=concept,
        unit_key=concept.unit.key if concept.unit else None,
        data={"kind": concept.vocabulary.kind, **data},
    )
