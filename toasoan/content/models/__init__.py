"""Pages, articles, the review chain and what happened to each publication."""

from toasoan.content.models.articles import (
    ArticleAuthor,
    ArticlePage,
    ArticleTag,
    SyndicatedPage,
)
from toasoan.content.models.editing import (
    EditLease,
    ItemSeen,
    ItemText,
    ItemVersion,
)
from toasoan.content.models.field import FieldAct, FiledPiece
from toasoan.content.models.house_style import HouseStyleRule
from toasoan.content.models.pages import (
    AuthorPage,
    HomeFigure,
    HomeSlot,
    PortalPage,
    SectionPage,
    StandardPage,
    TopicPage,
    UnitHomePage,
)
from toasoan.content.models.publication import (
    Correction,
    DepositRecord,
    GateOverride,
    PreviewLink,
    PublicationSchedule,
    TakeDown,
)
from toasoan.content.models.releases import Release, UnitPublishing
from toasoan.content.models.requests import ItemRequest
from toasoan.content.models.review import (
    Review,
    ReviewChain,
    ReviewDecision,
    ReviewStep,
)
from toasoan.content.models.search_index import SearchEntry
from toasoan.content.models.updates import ItemUpdate

__all__ = [
    "ArticleAuthor",
    "ArticlePage",
    "ArticleTag",
    "AuthorPage",
    "Correction",
    "DepositRecord",
    "EditLease",
    "FieldAct",
    "FiledPiece",
    "GateOverride",
    "HomeFigure",
    "HomeSlot",
    "HouseStyleRule",
    "ItemRequest",
    "ItemSeen",
    "ItemText",
    "ItemUpdate",
    "ItemVersion",
    "PortalPage",
    "PreviewLink",
    "PublicationSchedule",
    "Release",
    "Review",
    "ReviewChain",
    "ReviewDecision",
    "ReviewStep",
    "SearchEntry",
    "SectionPage",
    "StandardPage",
    "SyndicatedPage",
    "TakeDown",
    "TopicPage",
    "UnitHomePage",
    "UnitPublishing",
]
