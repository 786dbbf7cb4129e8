"""Pages, articles, the review chain and what happened to each publication."""

from toasoan.content.models.articles import (
    ArticleAuthor,
    ArticlePage,
    ArticleTag,
    SyndicatedPage,
)
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
from toasoan.content.models.review import (
    Review,
    ReviewChain,
    ReviewDecision,
    ReviewStep,
)
from toasoan.content.models.search_index import SearchEntry

__all__ = [
    "ArticleAuthor",
    "ArticlePage",
    "ArticleTag",
    "AuthorPage",
    "Correction",
    "DepositRecord",
    "GateOverride",
    "HomeFigure",
    "HomeSlot",
    "HouseStyleRule",
    "PortalPage",
    "PreviewLink",
    "PublicationSchedule",
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
]
