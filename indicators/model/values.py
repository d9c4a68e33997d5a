"""The values that the keys of curated files take: text, numbers, years, words in both languages."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from indicators.words import digits

FOLDER = re.compile(r"[a-z][a-z0-9_-]*")  # how a city's folder is named: its name stands in addresses
# What stands in an entry that a draft proposes until a person gives it a key and an English name.
UNNAMED, FILL_IN = "name_me", "FILL IN: English name"
FIRST_YEAR = 1978  # the first year of the reforms, before which no report made promises of this kind
LAST_YEAR = 2100  # a later one is a slip of the keys

LONGEST_TEXT = 2000  # characters; the longest quote in years has 159, and what is checked against a document costs time
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True)]


def _number(given: Any) -> Decimal:
    """The number that is given, as `words.digits` bounds it: an integer, a decimal, or a text that writes one."""
    kind = type(given)
    if kind is int:
        # Compared before it is written out: writing an integer out takes the square of its digits.
        number = Decimal(given) if abs(given) < 10**digits.WHOLE else None
    elif kind is Decimal:
        number = digits.settled(given)
    else:
        text = str(given).strip() if kind in (str, float) else ""
        number = digits.typed(text)
        if number is None and not digits.is_number(text):
            raise PydanticCustomError("decimal_parsing", "not a number")
    if number is None:
        raise PydanticCustomError("number_too_long", "a number beyond the bound")
    return number


# As JSON a number is the text that writes it: a float would have other digits.
_WRITTEN = PlainSerializer(str, return_type=str, when_used="json")
Number = Annotated[Decimal, PlainValidator(_number), _WRITTEN, WithJsonSchema({"type": "number"})]
Percent = Annotated[Number, Field(ge=0, le=50), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 50})]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Code = Annotated[
    str, StringConstraints(pattern=r"^\d{6}$"), BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)
]
Half = Literal["reviews", "plans"]  # the halves of a report: it answers for one year and promises for another


def is_year(number: int) -> bool:
    """Whether the data may speak of that year."""
    return FIRST_YEAR <= number <= LAST_YEAR


def _year_or_day(given: Any) -> int | datetime.date:
    """The year or the day that is given; refused with the same reasons as a year and a day alone."""
    if isinstance(given, str) and given.isdecimal():
        given = int(given[:9])  # more digits are no year either
    if isinstance(given, str):
        try:
            given = datetime.date.fromisoformat(given)
        except ValueError:
            raise PydanticCustomError("date_parsing", "neither a year nor a day") from None
    year = given.year if isinstance(given, datetime.date) else given
    if not isinstance(year, int) or isinstance(year, bool):
        raise PydanticCustomError("date_type", "neither a year nor a day")
    if year < FIRST_YEAR:
        raise PydanticCustomError("greater_than_equal", "too early", {"ge": FIRST_YEAR})
    if year > LAST_YEAR:
        raise PydanticCustomError("less_than_equal", "too late", {"le": LAST_YEAR})
    return given if isinstance(given, datetime.date) else year


YearOrDay = Annotated[
    int | datetime.date,
    PlainValidator(_year_or_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
                {"type": "string", "format": "date"},
            ]
        }
    ),
]


class Model(BaseModel):
    """What every entry of a curated file is: immutable, and without keys that are not declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Named(Model):
    """What has a name, or is words, in both languages."""

    zh: Text
    en: Text

    def say(self, lang: str) -> str:
        """The name in `lang`."""
        return self.zh if lang == "zh" else self.en


class Words(Named):
    """Words in both languages; one text alone stands for both."""

    @model_validator(mode="before")
    @classmethod
    def _one_for_both(cls, given: object) -> object:
        return {"zh": given, "en": given} if isinstance(given, str) and given else given
