"""The map as a picture: whole, readable, told in words, the same bytes twice; the charts apart; the PDF."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from PIL import Image
from pypdf import PdfReader

from journeykit import sample
from journeykit.catalogue import LANGUAGES
from journeykit.formats import write
from journeykit.formats.picture import browser
from journeykit.formats.picture.content import content
from journeykit.formats.picture.layout import PAPERS, laid
from journeykit.formats.picture.letters import MISSING, broken, drawable, em, plain
from journeykit.formats.picture.paper import pictured
from journeykit.formats.picture.scene import Box, Scene, Words
from journeykit.workshop import Workshop

MAPS = ("png", "svg", "png-a3", "svg-a3", "pdf-a3")
HARD = ("=cmd()", "</script><b>&", "😀👩‍👩‍👧", "𠮷野家", "שלום مرحبا", "$\\frac$ a_b", "あ" * 380, "w" * 300)


def scene(workshop: Workshop, paper: str = "A3", lang: str = "ja") -> Scene:
    return laid(content(workshop.journey, lang, drawable), paper, lang, "#0b5cab")


def said(found: Scene) -> str:
    """Return all the picture says, without its line breaks."""
    return re.sub(r"\s", "", "".join(part.text for part in found.parts if isinstance(part, Words)))


def crowd(workshop: Workshop, notes: int, text: str = "展示会で聞いた話を、上司に報告する") -> None:
    stages = workshop.journey.stages_in_scope
    for n in range(notes):
        workshop.put("note", f"n{n}", stage=stages[0].id, lane="action", text=f"{n}番目。{text}")


@pytest.mark.parametrize("name", MAPS)
def test_the_same_workshop_gives_the_same_bytes(filled, lang, name):
    assert write(filled, name, lang) == write(filled, name, lang)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_note_feeling_and_persona_of_the_sample_is_on_the_picture(filled, lang, paper):
    text, journey = said(scene(filled, paper, lang)), filled.journey
    told = [*(n.text for n in journey.notes), *(n.inference for n in journey.notes)]
    told += [*(f.why for f in journey.feelings.values()), *(p.name for p in journey.personas)]
    told += [stage.label(lang) for stage in journey.stages_in_scope]
    assert [one for one in told if re.sub(r"\s", "", drawable(one, "ja")) not in text] == []


@pytest.mark.parametrize("name", MAPS)
def test_a_map_without_stages_is_drawn_all_the_same(workshop, name):
    for stage in workshop.journey.stages:
        workshop.drop("stage", stage.id)
    workshop.put("persona", name="田中")
    assert write(workshop, name, "ja")


def test_the_sample_fits_on_a3_with_text_of_seven_points(filled, lang):
    found = scene(filled, "A3", lang)
    assert (found.width, found.height) == (420, 297)
    assert min(part.size for part in found.parts if isinstance(part, Words)) >= 7


def test_the_picture_for_screens_has_3840_by_2160_dots(filled, lang):
    image = Image.open(io.BytesIO(write(filled, "png", lang)))
    assert image.size == (3840, 2160)


def test_a_picture_says_when_the_map_is_reviewed_and_what_the_marks_mean(filled):
    text = said(scene(filled))
    assert "次に見直す日：" in text
    assert all(name in text for name in ("観察した", "顧客から聞いた", "推測した", "想定(仮説)", "記入なし"))


@pytest.mark.parametrize("notes", [0, 40, 300])
def test_no_note_is_cut_or_overlaps_another_however_many_there_are(workshop, notes):
    crowd(workshop, notes)
    found = scene(workshop, "16:9")
    assert all(f"{n}番目。展示会" in said(found) for n in range(notes))
    boxes = [part for part in found.parts if isinstance(part, Box) and part.of == "note"]
    assert [(a, b) for a in boxes for b in boxes if a is not b and crosses(a, b)] == []
    inside = [part for part in found.parts if isinstance(part, Box) and part.y + part.height > found.height]
    assert inside == []


def crosses(a: Box, b: Box) -> bool:
    apart = a.x + a.width <= b.x or b.x + b.width <= a.x
    return not (apart or a.y + a.height <= b.y or b.y + b.height <= a.y)


def test_what_a_cell_cannot_hold_is_counted_there_and_listed_below(workshop):
    crowd(workshop, 300)
    text = said(scene(workshop, "A3"))
    counted = int(re.search(r"\+(\d+)件\(下の一覧に\)", text)[1])
    assert f"マスに入りきらなかった付箋({counted}件)" in text


def test_what_not_even_the_list_can_hold_is_counted(workshop):
    crowd(workshop, 900, "長い文章です。" * 40)
    found = scene(workshop)
    left = int(re.search(r"ここに載せきれない(\d+)件", said(found))[1])
    shown = len(re.findall(r"\d+番目。", said(found)))
    assert shown + left == 900
    assert found.height < 297 * 2 * 6


def test_every_line_stays_within_the_paper(workshop):
    hostile(workshop)
    for found in (scene(workshop, paper) for paper in PAPERS):
        words = [part for part in found.parts if isinstance(part, Words)]
        wide = {"left": 1.0, "center": 0.5, "right": 0.0}
        ends = [w.x + em(w.text) * w.size * 25.4 / 72 * wide[w.side] for w in words]
        assert max(ends) <= found.width
        assert max(word.y for word in words) <= found.height


def hostile(workshop: Workshop) -> None:
    for n in range(6):
        workshop.put("stage", f"s{n}", name=HARD[n], rolls_up="aware", order=10 + n)
    workshop.put("brief", "brief", title="".join(HARD[:5]), product=HARD[1], decision="決めたいこと" * 60)
    for key in ("p", "q"):
        workshop.put("persona", key, name=HARD[2], company="会社" * 90)
    for n, stage in enumerate(workshop.journey.stages_in_scope):
        workshop.put(
            "feeling", f"p.{stage.id}", persona="p", stage=stage.id, value=n % 5 - 2, why=HARD[n % 8][:200]
        )
        for lane in ("action", "need"):
            text = HARD[n % 8]
            key = f"{stage.id}{lane}"
            workshop.put("note", key, persona="p", stage=stage.id, lane=lane, text=text, inference=text)


@pytest.mark.parametrize("name", [*MAPS, "charts"])
def test_any_text_can_stand_on_a_picture(workshop, name):
    hostile(workshop)
    assert write(workshop, name, "ja") == write(workshop, name, "ja")


@pytest.mark.parametrize("name", [*MAPS, "charts"])
def test_an_empty_workshop_gets_a_picture(workshop, lang, name):
    assert len(write(workshop, name, lang)) > 5_000


def test_an_svg_has_a_title_a_description_and_its_texts(workshop, lang):
    hostile(workshop)
    root = ElementTree.fromstring(write(workshop, "svg", lang))
    title, told = (root.find(f"{{http://www.w3.org/2000/svg}}{name}").text for name in ("title", "desc"))
    assert title == plain(workshop.journey.brief.title)
    assert plain(HARD[2]) in told
    assert "𠮷野家" in "".join(root.itertext())
    assert not root.findall(".//{http://www.w3.org/2000/svg}script")


def test_a_picture_tells_no_date_and_no_maker_but_what_it_shows(filled, lang):
    image = Image.open(io.BytesIO(write(filled, "png", lang)))
    assert set(image.info) <= {"Title", "Description", "dpi"}
    assert filled.journey.personas[0].name in image.info["Description"]
    assert set(PdfReader(io.BytesIO(write(filled, "pdf-a3", lang))).metadata) == {"/Title"}
    assert b"<metadata" not in write(filled, "svg", lang)


def test_a_letter_that_no_font_has_is_marked_and_explained(workshop):
    workshop.put("note", "n", stage="aware", text="𠮷野家")
    text = said(scene(workshop))
    assert f"{MISSING}野家" in text
    assert "書体にない文字" in text
    assert "書体にない文字" not in said(laid(content(workshop.journey, "ja", plain), "A3", "ja", "#0b5cab"))


def test_notes_out_of_the_range_are_listed(filled, lang):
    stages = filled.journey.stages_in_scope
    filled.put("scope", "scope", stages=[stage.id for stage in stages[:3]])
    text = said(scene(filled, "A3", lang))
    assert all(re.sub(r"\s", "", drawable(note.text)) in text for note in filled.journey.notes)


def test_notes_of_a_room_behind_the_curtain_stay_there(workshop):
    workshop.put("room", "room", step="05_map", revealed=[])
    workshop.put("participant", "p-someone", name="誰か")
    workshop.acting_as("p-someone").put("note", "hidden", stage="aware", text="まだ見せない")
    assert "まだ見せない" not in said(scene(workshop))


def test_the_brand_colours_the_picture(filled):
    heads = [p for p in laid(content(filled.journey, "ja", drawable), "A3", "ja", "#0f766e").parts
             if isinstance(p, Box) and p.of == "head"]  # fmt: skip
    assert {head.fill for head in heads} == {"#0f766e"}


@pytest.mark.parametrize(
    "text", ["点検の記録が紙のまま", "one two three", "averyverylongword", "a\n\nb", "", "。。。。"]
)
def test_lines_lose_nothing_and_keep_to_their_width(text):
    lines = broken(text, 4)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(em(line.rstrip("。、")) <= 4 for line in lines)


def test_settings_of_matplotlib_are_left_as_they_were(filled, lang):
    before = dict(mpl.rcParams)
    pictured(filled, lang, "svg")
    assert dict(mpl.rcParams) == before


def test_the_charts_come_in_a_zip_with_safe_names(workshop, lang):
    sample.fill(workshop, lang)
    workshop.put("persona", "x", name="../../etc/passwd")
    archive = zipfile.ZipFile(io.BytesIO(write(workshop, "charts", lang)))
    names = archive.namelist()
    assert archive.testzip() is None
    assert len(names) == 2 * (len(workshop.journey.personas) + 4)
    assert not [name for name in names if "/" in name or name.startswith(".")]
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_pdf_is_the_map_where_no_chromium_is(workshop, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.platform", "linux")
    workshop.put("brief", "brief", title="受注まで")
    pdf = write(workshop, "pdf", "ja")
    assert pdf == write(workshop, "pdf", "ja")
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert "受注まで" in page.extract_text()


@pytest.mark.parametrize("script", ["exit 3", "sleep 60", 'echo broken > "$(dirname "$0")/page.pdf"'])
def test_a_browser_that_fails_or_hangs_is_given_up(tmp_path, script):
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    assert browser.printed(b"<p>page", 1, program=str(program), seconds=0.5) is None
    assert browser.printed(b"<p>page", 1, program=str(tmp_path / "none"), seconds=0.5) is None


def test_a_pdf_is_made_timeless_without_moving_a_byte():
    pdf = (
        b"<</CreationDate (D:20261122055035+09'00')\n/ModDate (D:20261122055035-05'30')>> /ID [<0aF1> <0AF1>]"
    )
    told = browser.timeless(pdf)
    assert len(told) == len(pdf)
    assert told.count(b"(D:19800101000000+00'00')") == 2
    assert b"<0000> <0000>" in told


@pytest.mark.parametrize("lang", LANGUAGES[:1])
def test_chromium_prints_the_deck_a_slide_a_page_and_the_same_twice(filled, lang):
    program = browser.chromium()
    assert program is not None, "no Chromium was found, so the printed deck was not tested"
    page = write(filled, "deck", lang)
    slides = page.count(b'<section class="slide')
    first, second = (browser.printed(page, slides, program=program) for _ in range(2))
    assert first is not None
    assert first == second
    assert len(PdfReader(io.BytesIO(first)).pages) == slides
    assert browser.printed(b"<p>one page", 2, program=program) is None
