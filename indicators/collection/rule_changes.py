"""What a new version of the rule turned: the shape of `curated/rules.yaml`, which records it.

Former code cannot be run again, and to judge old data by today's rule hides what the rule turned. So when the rule gets
a new version, both versions judge the same data once, and the promises on which they differ are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from indicators.judging.judgment import Verdict
from indicators.model.values import Model, Text, Year


class RuleTurn(Model):
    """A promise whose verdict, or its narrowness, the new version turned. `after` is None where the code of the new
    version could not use the promise."""

    city: Text
    year: Year
    indicator: Text
    before: Verdict
    before_narrow: bool = False
    after: Verdict | None = None
    after_narrow: bool = False


class RuleChange(Model):
    """A change of the rule: from which version, on the data of which commit and day, and what it turned of how many
    promises."""

    former: Text
    data: Text
    date: datetime.date
    promises: Annotated[int, Field(ge=0)]
    turned: tuple[RuleTurn, ...] = ()

    def by(self, former: Mapping[str, str]) -> RuleChange:
        """The same with the indicators by their present keys; `former` has these by each key of before."""
        if not any(turn.indicator in former for turn in self.turned):
            return self
        turned = (t.model_copy(update={"indicator": former.get(t.indicator, t.indicator)}) for t in self.turned)
        return self.model_copy(update={"turned": tuple(turned)})


class RuleChanges(Model):
    """`curated/rules.yaml`, whose entries stand at its top by the new version: `versions` is no key of the file."""

    versions: dict[Text, RuleChange]
