"""What every page needs: the record, the templates, the accounts and the uploads under way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

if TYPE_CHECKING:
    from onrecord.service import Record
    from onrecord.web.accounts import Account, Accounts
    from onrecord.web.jobs import Jobs
    from onrecord.web.judging import Judge
    from onrecord.web.render import Pages
    from onrecord.web.settler import Settler

__all__ = ["Asked", "Site", "SiteOf"]


@dataclass(frozen=True, slots=True)
class Site:
    """One application's parts."""

    record: Record
    pages: Pages
    accounts: Accounts
    jobs: Jobs
    judge: Judge
    settler: Settler
    loopback: bool

    def maker(self, request: Request) -> str:
        """The name that a decision is stored with; People lets nobody write who has none."""
        return cast("Account", request.state.account).name


def _site(request: Request) -> Site:
    return cast("Site", request.app.state.site)


SiteOf = Annotated[Site, Depends(_site)]
Asked = Request
