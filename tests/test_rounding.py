"""Round numbers with 余, 多 or 来 behind them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.words.rounding import turns_at


@pytest.mark.parametrize(
    ("quote", "number", "end"),
    [
        ("建成30余家", 30, 40),
        ("建成30多家", 30, 40),
        ("建成30来家", 30, 40),
        ("建成３０余家", 30, 40),
        ("建成30 余家", 30, 40),
        ("新增3000多户", 3000, 4000),
        ("新增1200余户", 1200, 1300),
        ("新增1200余户", 1300, None),
        ("新增1300余户", 1200, None),
        ("停车位1万余个", 10000, 20000),
        ("停车位1.2万余个", 12000, 13000),
        ("惠及30余万户", 300000, 400000),
        ("惠及三十餘萬戶", 300000, 400000),
        ("十余家", 10, 20),
        ("百余家", 100, 200),
        ("两千余家", 2000, 3000),
        ("增长10多%", 10, 20),
        ("25余家", 25, 26),
        ("建成30家", 30, None),
        ("建成30家以上", 30, None),
        ("超过30家", 30, None),
        ("20余家升级，新建30家", 30, None),
        ("20余家升级，新建30家", 20, 30),
        ("", 30, None),
    ],
)
def test_a_round_number_ends_where_its_last_printed_digit_turns(quote: str, number: int, end: int | None) -> None:
    assert turns_at(quote, Decimal(number)) == end
