"""The amount beside a policy's name in the catalogue, and the order by amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from policies.catalogue import rulesets
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import dated
from policies.catalogue.words.brief_offers import BriefOffer, Known, brief
from policies.library.fitting import Fit

HEADINGS = {
    Known.PUBLISHED: "公布了金额的",
    Known.RECKONED: "金额要看个人情况的",
    Known.UNPUBLISHED: "金额没有公布的",
    Known.UNPAID: "不发钱的：服务、优惠和贷款",
}


def offered(catalogue: Catalogue, code: str, on: date) -> BriefOffer:
    """Of the policy as it is on that day."""
    return catalogue.kept(("offered", code, on), lambda: _offered(catalogue, code, on))


def _offered(catalogue: Catalogue, code: str, on: date) -> BriefOffer:
    parameters = catalogue.kept("parameters as rules", lambda: rulesets.build_parameters(catalogue.document))
    entry = dated.as_of(catalogue.policies[code], on)
    return brief(entry, parameters, catalogue.parameters, catalogue.questions, on)


def by_amount(catalogue: Catalogue, fits: Iterable[Fit], on: date) -> list[Fit]:
    """The highest published total first; what nobody knows a total of comes after all that is known. Each says where it
    is from."""

    def rank(fit: Fit) -> tuple[int, int]:
        offer = offered(catalogue, fit.policy["code"], on)
        return offer.known, -offer.total

    names = catalogue.regions
    return [replace(fit, place=names[fit.policy["region"]]["name"]) for fit in sorted(fits, key=rank)]


def headed(catalogue: Catalogue, fits: Sequence[Fit], on: date) -> Iterator[tuple[int, str, list[Fit]]]:
    """(number, heading, policies) of what is known alike, of those that come by amount."""
    for known, several in groupby(fits, lambda fit: offered(catalogue, fit.policy["code"], on).known):
        yield int(known), HEADINGS[known], list(several)
