"""The Contribute page in a real Chromium: paste, look, drop, mark, leave and come back, take the files along; a hostile
page, hostile work in the browser's store; barriers."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from playwright.sync_api import Dialog, Page, ViewportSize, expect

from indicators import collection
from tests.hostile_files import comes_true, forks, serving, slow_document
from tests.samples import FULL, REPORT
from tests.visitors import NARROW, WIDE, Visitor, Visits

pytestmark = pytest.mark.browser
TANYUAN = REPORT.replace("云州", "檀原").replace("2024", "2032").replace("2023", "2031")  # years that no file has
HOSTILE = (
    b"<!doctype html><html><body><script>document.title='taken'</script>"
    + (
        "<p>檀原市2032年政府工作报告</p><p>一、2031年工作回顾</p><p>地区生产总值增长6.2%。&lt;img id=taken src=x "
        "onerror=\"document.title='taken'\"&gt;</p>"
    ).encode()
    + (
        "<p>二、2032年主要预期目标</p><p onclick=\"document.title='taken'\">地区生产总值增长6%。</p><iframe "
        "src='javascript:parent.document.title=1'></iframe></body></html>"
    ).encode()
)


def _tall(size: ViewportSize) -> ViewportSize:
    return {"width": size["width"], "height": 3000}


@pytest.fixture(params=[(WIDE, False), (NARROW, False), (WIDE, True)], ids=["wide", "narrow", "dark"])
def visitor(request: pytest.FixtureRequest, visits: Visits) -> Visitor:
    size, dark = request.param
    return visits(_tall(size), dark)


@pytest.fixture
def reader(visits: Visits) -> Visitor:
    return visits(_tall(WIDE))


def _pasted(visitor: Visitor, text: str) -> Page:
    page = visitor.opens("contribute", "[data-testid=stFileUploader]")
    page.get_by_label("… or its text").fill(text)
    page.get_by_label("… or its text").blur()
    visitor.settles("mark")
    return page


def _tally(page: Page) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", page.get_by_text(re.compile(r"^Accepted \d+ of")).inner_text()))


def _click_first_tick(page: Page) -> None:
    """Click the checkbox of the first row: behind the column of numbers, below the heads."""
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 44 + 39, box["y"] + 35 + 17)


def _dropped(page: Page, words: str, name: str) -> None:
    """Click words of the report, then the checkbox of their row, and wait until it counts as left out.

    What a click sets off takes its time: each next step waits for what the reader sees of the one before, since "the
    script rests" is true as well before it has begun.
    """
    accepted = _tally(page)[0]
    table = page.get_by_test_id("stDataFrame").first
    page.locator("mark", has_text=words).click()
    expect(page.locator("mark.chosen.accepted")).to_have_text(re.compile(words))
    expect(page.get_by_label(re.compile("^One row"))).to_have_value(re.compile(f"· promise · {name}"))
    expect(table.locator("table")).to_have_attribute("aria-rowcount", "2")  # heads and one row
    _click_first_tick(page)
    expect(page.locator("mark.chosen:not(.accepted)")).to_have_text(re.compile(words))
    expect(page.get_by_text(re.compile(f"^Accepted {accepted - 1} of"))).to_be_visible()


def _unpacked(page: Page) -> dict[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all files (.zip)").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_pasted_report_is_marked_a_row_dropped_and_the_files_check_clean(reader: Visitor) -> None:
    page = _pasted(reader, TANYUAN)
    _dropped(page, "城镇新增就业2万人以上", "New urban jobs")
    reader.rests()
    files = _unpacked(page)
    assert {
        "curated/tanyuan/2031.yaml",
        "curated/tanyuan/2032.yaml",
        "curated/tanyuan/city.yaml",
        "seeds/tanyuan-work-report-2032.txt",
    } <= set(files)
    assert "城镇新增就业2万人以上" not in files["curated/tanyuan/2032.yaml"].decode()
    found = collection.load(FULL, instead=files, city="tanyuan")
    assert found.problems == ()
    assert found.years["tanyuan", 2032]["gdp_growth"].target is not None
    assert "2032" not in page.url
    assert "task" not in page.url


def test_what_was_corrected_is_there_after_a_look_at_another_page(reader: Visitor) -> None:
    page = _pasted(reader, TANYUAN)
    page.get_by_label("Title").fill("另一个标题")
    page.get_by_label("Title").blur()
    _dropped(page, "城镇新增就业2万人以上", "New urban jobs")
    after = _tally(page)
    page.get_by_role("link", name="Data", exact=True).first.click()
    page.wait_for_url(re.compile("/data"))
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    page.get_by_role("link", name="Contribute", exact=True).first.click()
    reader.settles("mark")
    assert _tally(page) == after
    expect(page.get_by_label("Title")).to_have_value("另一个标题")
    page.get_by_label("Reviews the year").fill("")
    page.get_by_label("Reviews the year").blur()
    expect(page.get_by_text("say above which year the report reviews").first).to_be_visible()


def test_nothing_in_a_hostile_page_runs_and_its_markup_is_text(reader: Visitor) -> None:
    page = reader.opens("contribute", "[data-testid=stFileUploader]")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
        {"name": "report.html", "mimeType": "text/html", "buffer": HOSTILE}
    )
    reader.settles("mark")
    expect(page.get_by_role("region", name="The report, with what was found marked")).to_contain_text(
        "<img id=taken src=x onerror="
    )
    assert page.locator("#taken, iframe[src^=javascript]").count() == 0
    assert "taken" not in page.title()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_with_a_report_and_a_problem_has_no_barriers_and_keeps_to_its_width(
    visitor: Visitor, lang: str
) -> None:
    page = visitor.opens("contribute", "[data-testid=stFileUploader]", lang)
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
        {"name": "report.txt", "mimeType": "text/plain", "buffer": TANYUAN.replace("6.2%", "62%").encode()}
    )
    visitor.settles("mark")
    page.locator("mark", has_text="62%").click()  # out of scale: nobody has accepted it yet
    expect(page.locator("mark.chosen:not(.accepted)")).to_have_text(re.compile("62%"))
    expect(page.get_by_test_id("stDataFrame").first.locator("table")).to_have_attribute("aria-rowcount", "2")
    _click_first_tick(page)
    expect(page.locator(".pa-problems")).to_be_visible()
    page.locator("[data-testid=stExpander] summary").last.click()
    visitor.rests()
    overflow = page.evaluate(
        "() => [...document.querySelectorAll('[data-testid=stMain]'), document.documentElement].filter(e => "
        "e.scrollWidth > e.clientWidth + 1).length"
    )
    assert overflow == 0
    assert visitor.barriers() == []


def test_the_check_of_a_file_has_no_barriers(visitor: Visitor) -> None:
    page = visitor.opens("contribute?task=file", "[data-testid=stFileUploader]")
    page.get_by_label("… or its text").fill("promises:\n  gdp_growth:\n    target: {value: 6, quote: ")
    page.get_by_label("… or its text").blur()
    visitor.settles(".pa-wrong")
    expect(page.locator(".pa-wrong")).to_contain_text("not-yaml")
    assert visitor.barriers() == []


def test_a_mark_is_reached_and_opened_with_the_keyboard(reader: Visitor) -> None:
    page = _pasted(reader, TANYUAN)
    mark = page.locator("mark").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark.chosen")).to_have_count(1)


def test_a_slow_file_is_told_of_replaced_by_the_next_and_ends_with_its_page(reader: Visitor, dashboard: str) -> None:
    server, slow = serving(dashboard), slow_document()
    page = reader.opens("contribute", "[data-testid=stFileUploader]")
    field = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    field.set_input_files({"name": "slow.docx", "mimeType": "application/zip", "buffer": slow})
    expect(page.get_by_text(re.compile(r"^Reading the report … \d+ s$"))).to_be_visible()
    assert comes_true(lambda: len(forks(server)) == 1)
    field.set_input_files({"name": "report.txt", "mimeType": "text/plain", "buffer": TANYUAN.encode()})
    reader.settles("mark")
    assert comes_true(lambda: not forks(server))
    field.set_input_files({"name": "slow.docx", "mimeType": "application/zip", "buffer": slow})
    expect(page.get_by_text(re.compile("^Reading the report"))).to_be_visible()
    assert comes_true(lambda: len(forks(server)) == 1)
    page.goto("about:blank")
    assert comes_true(lambda: not forks(server))


def _marked(page: Page, words: str) -> None:
    """Mark words of the report, as a mouse or a finger does."""
    page.evaluate(
        """words => {
            const box = document.querySelector('.pa-report-text');
            const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
                return;
            }
            throw new Error('no such words');
        }""",
        words,
    )


def _store(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "() => Object.keys(localStorage).filter(k => k.startsWith('promised-versus-achieved'))"
    )
    return found


def _kept(page: Page) -> dict[str, str]:
    """The one piece of work in the browser's store."""
    (place,) = _store(page)
    found: dict[str, str] = json.loads(page.evaluate("place => localStorage.getItem(place)", place))
    return found


OFFER = "Work kept in this browser"


def test_words_marked_with_a_finger_or_the_keyboard_or_pasted_become_rows(visits: Visits) -> None:
    reader = visits(_tall(NARROW))
    page = _pasted(reader, TANYUAN.replace("各位代表", "各位\u202e代表😀，修葺古塔3座"))
    add, row = page.get_by_role("button", name="Add as a figure").first, page.get_by_label(re.compile("^One row"))
    _marked(page, "古塔3座")
    expect(page.get_by_text("Marked: 古塔3座")).to_be_visible()
    add.click()
    expect(row).to_have_value("15 · outcome · 古塔")
    expect(page.locator("mark.chosen")).to_have_text("●15古塔3座")
    expect(page.get_by_text(re.compile("^Added as row 15"))).to_be_visible()
    expect(page.get_by_text(re.compile("^Marked"))).to_have_count(0)
    _marked(page, "古塔3座")
    add.click()
    expect(page.get_by_text("These words are row 15 already")).to_be_visible()
    # Over a mark: what marks words does not click their row.
    mark = page.locator("mark", has_text="新建学校12所")
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 80, box["y"] + box["height"] - 12)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] - 12, steps=4)
    page.mouse.up()
    expect(page.get_by_text(re.compile("^Marked: "))).to_be_visible()
    expect(row).to_have_value("15 · outcome · 古塔")
    page.locator("mark", has_text="新建口袋公园").focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_text("Marked: 新建口袋", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(row).to_have_value(re.compile("^16 · promise"))
    expect(page.locator("mark.chosen")).to_have_text(re.compile("新建口袋"))
    field = page.get_by_label(re.compile("^A figure is missing"))
    field.fill("修缮鼓楼")
    field.press("Enter")
    expect(page.get_by_text("the report has no such words: 修缮鼓楼")).to_be_visible()
    expect(field).to_have_value("修缮鼓楼")
    field.fill("钟楼9座")
    field.press("Enter")
    expect(row).to_have_value(re.compile("^17 · outcome"))
    expect(field).to_have_value("")
    assert _tally(page)[1] == 17


def test_work_outlasts_a_reload_until_it_is_thrown_away_and_leaving_warns(reader: Visitor) -> None:
    page = _pasted(reader, TANYUAN)
    warned: list[str] = []

    def answered(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.accept()

    page.on("dialog", answered)
    offer = page.get_by_role("region", name=OFFER)
    expect(offer).to_contain_text("Your work is kept in this browser alone")
    page.get_by_label("Title").fill("另一个标题")
    page.get_by_label("Title").blur()
    _dropped(page, "城镇新增就业2万人以上", "New urban jobs")
    reader.rests()
    after = _tally(page)
    page.reload()
    expect(offer).to_contain_text("You were working on 另一个标题 from ")
    assert warned == ["beforeunload"]
    assert page.locator("mark").count() == 0
    # The same report given again leaves what is kept of it alone.
    before = _kept(page)
    page.get_by_label("… or its text").fill(TANYUAN)
    page.get_by_label("… or its text").blur()
    reader.settles("mark")
    page.get_by_text("Other work kept in this browser: 1").click()
    assert _kept(page) == before
    offer.get_by_role("button", name="Go on").click()
    expect(page.locator("mark:not(.accepted)", has_text="城镇新增就业2万人以上")).to_have_count(1)
    expect(page.get_by_label("Title")).to_have_value("另一个标题")
    reader.rests()
    assert _tally(page) == after
    assert _kept(page)["id"] == before["id"]
    _unpacked(page)
    page.reload()  # all of it was taken along: nothing to warn of
    offer.get_by_role("button", name="Throw away").click()
    expect(offer).to_contain_text("另一个标题 was thrown away.")
    assert _store(page) == []
    offer.get_by_role("button", name="Undo").click()
    assert len(_store(page)) == 1
    offer.get_by_role("button", name="Go on").click()
    reader.settles("mark")
    offer.get_by_role("button", name="Throw away").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_label("… or its text")).to_have_value("")
    reader.rests()
    page.reload()
    page.get_by_test_id("stFileUploader").wait_for()
    reader.rests()
    expect(page.get_by_text("You were working on")).to_have_count(0)
    assert _store(page) == []
    assert warned == ["beforeunload"]


def test_hostile_work_in_the_store_is_shown_as_text_and_refused_with_a_line(reader: Visitor) -> None:
    page = reader.opens("contribute", "[data-testid=stFileUploader]", "zh")
    hostile = {
        "version": 1,
        "id": "f" * 16,
        "title": "<img id=taken src=x onerror=\"document.title='taken'\">\u202e[x](javascript:1)" + "长" * 500,
        "at": 8e99,
        "text": TANYUAN,
        "rest": json.dumps({"facts": {}, "rows": [{"__proto__": {"x": 1}}]}),
    }
    store = "([name, kept]) => localStorage.setItem(`promised-versus-achieved/ ${name}`, kept)"
    page.evaluate(store, ["f" * 16, json.dumps(hostile)])
    page.evaluate(store, ["0" * 16, "{{{"])
    page.evaluate(store, ["<b>", "not ours"])
    page.reload()
    offers = page.locator("#unfinished p")
    expect(offers).to_have_count(2)
    expect(offers.first).to_contain_text("<img id=taken src=x onerror=")
    expect(offers.first).to_contain_text("⟦U+202E⟧")
    assert page.locator("#taken").count() == 0 and "taken" not in page.title()
    told = "本浏览器保存的录入不是本页写成的样子"
    for _ in range(2):
        offer = offers.first  # what was thrown away stands below what is offered
        offer.get_by_role("button").first.click()
        expect(page.get_by_text(told)).to_be_visible()
        reader.rests()
        expect(page.get_by_text(told)).to_be_visible()
        offer.get_by_role("button").last.click()
        expect(page.get_by_text(told)).to_have_count(0)
    expect(offers).to_have_count(2)  # what was thrown away, to be taken back
    reader.rests()
    assert reader.barriers() == []


def test_a_choice_ticks_its_row_where_the_table_is_and_a_full_store_says_so(reader: Visitor) -> None:
    page = reader.page
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    _pasted(reader, TANYUAN + "".join(f"新建凉亭{n}座。" for n in range(2, 30)))
    expect(page.get_by_role("region", name=OFFER)).to_contain_text("This browser can't keep your work")
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.wheel(0, 35 * 20)
    scrolled = "document.querySelector('[data-testid=stDataFrame] .dvn-scroller').scrollTop"
    # Until it has come to rest: a click upon a row on its way chooses none.
    page.wait_for_function(
        f"() => {{ const before = window.scrolledTo; window.scrolledTo = {scrolled}; return before > 600 && before === "
        "window.scrolledTo }",
        polling=200,
    )
    reader.rests()
    accepted = _tally(page)[0]
    page.mouse.dblclick(box["x"] + 44 + 78 + 112 + 60, box["y"] + 35 * 6 + 17)
    editor = page.locator("#portal")
    expect(editor.locator("input").first).to_be_focused()
    page.keyboard.type("GDP growth")
    expect(page.get_by_role("option", name="GDP growth")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(f"^Accepted {accepted + 1} of"))).to_be_visible()
    reader.rests()
    assert page.evaluate(scrolled) > 600
