"""What listings and single things are given as; each says itself as a JSON object."""

from onrecord.service.rows.added import Added, AddReport
from onrecord.service.rows.listed import ActorRow, ArticleRow, Count, Decided, StatementRow, StoryRow
from onrecord.service.rows.whole import ArticlePage, Check, Comparison, Coverage, Overview

__all__ = [
    "ActorRow",
    "AddReport",
    "Added",
    "ArticlePage",
    "ArticleRow",
    "Check",
    "Comparison",
    "Count",
    "Coverage",
    "Decided",
    "Overview",
    "StatementRow",
    "StoryRow",
]
