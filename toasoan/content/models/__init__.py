"""Pages, articles, the review chain and what happened to each publication."""

from toasoan.content.models.articles import (
    ArticleAuthor,
    ArticlePage,
    ArticleTag,
    SyndicatedPage,
)
from toasoan.content.models.comments import CommentMention, ItemComment
from toasoan.content.models.desk_boards import DeskBoard, DeskBoardColumn, ItemSearch
from toasoan.content.models.desks import ItemMark, ItemPlace, Stage
from toasoan.content.models.editing import (
    EditLease,
    ItemSeen,
    ItemText,
    ItemVersion,
)
from toasoan.content.models.field import FieldAct, FiledPiece
from toasoan.content.models.fronts import (
    FrontLayout,
    FrontPlan,
    HomeSlot,
    PlanSlot,
)
from toasoan.content.models.house_style import HouseStyleRule
from toasoan.content.models.packages import PackagePage, PackagePlace
from toasoan.content.models.pages import (
    AuthorPage,
    HomeFigure,
    PortalPage,
    SectionPage,
    StandardPage,
    TopicPage,
    UnitHomePage,
)
from toasoan.content.models.profiles import ContentProfile, ProfileField
from toasoan.content.models.publication import (
    Correction,
    DepositRecord,
    GateOverride,
    PreviewLink,
    PublicationSchedule,
    TakeDown,
)
from toasoan.content.models.releases import Release, UnitPublishing
from toasoan.content.models.requests import ItemRequest, RequestLetter
from toasoan.content.models.review import (
    Review,
    ReviewChain,
    ReviewDecision,
    ReviewStep,
)
from toasoan.content.models.search_index import SearchEntry
from toasoan.content.models.templates import (
    ItemTemplate,
    TemplateRun,
    TemplateSchedule,
    TemplateUse,
)
from toasoan.content.models.topics import TopicEntry, TopicRule
from toasoan.content.models.updates import ItemUpdate

__all__ = [
    "ArticleAuthor",
    "ArticlePage",
    "ArticleTag",
    "AuthorPage",
    "CommentMention",
    "ContentProfile",
    "Correction",
    "DepositRecord",
    "DeskBoard",
    "DeskBoardColumn",
    "EditLease",
    "FieldAct",
    "FiledPiece",
    "FrontLayout",
    "FrontPlan",
    "GateOverride",
    "HomeFigure",
    "HomeSlot",
    "HouseStyleRule",
    "ItemComment",
    "ItemMark",
    "ItemPlace",
    "ItemRequest",
    "ItemSearch",
    "ItemSeen",
    "ItemTemplate",
    "ItemText",
    "ItemUpdate",
    "ItemVersion",
    "PackagePage",
    "PackagePlace",
    "PlanSlot",
    "PortalPage",
    "PreviewLink",
    "ProfileField",
    "PublicationSchedule",
    "Release",
    "RequestLetter",
    "Review",
    "ReviewChain",
    "ReviewDecision",
    "ReviewStep",
    "SearchEntry",
    "SectionPage",
    "Stage",
    "StandardPage",
    "SyndicatedPage",
    "TakeDown",
    "TemplateRun",
    "TemplateSchedule",
    "TemplateUse",
    "TopicEntry",
    "TopicPage",
    "TopicRule",
    "UnitHomePage",
    "UnitPublishing",
]
