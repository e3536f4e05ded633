"""The presentation: what the deck tells, as tables and charts that can be edited, with nothing lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation

from journeykit import catalogue, sample
from journeykit.curtain import is_participant
from journeykit.errors import ExportError
from journeykit.formats import write
from journeykit.formats.audience import AUDIENCES
from journeykit.formats.deck.layout import Slide
from journeykit.formats.pptx.logo import placed
from journeykit.formats.pptx.show import render
from journeykit.formats.pptx.text import Run, Voice
from journeykit.insights.basis import shares
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HOSTILE = "=cmd|' /C calc'!A0 </a:t><script>&\"' \x00\x08\x1f\ufffe\ud800 \u05e9\u05dc 𠮷🙂\r\n\tx"
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
TYPED = st.text(max_size=300)


def opened(workshop: Workshop, lang: str = "ja", **how: Any) -> Any:
    return Presentation(io.BytesIO(write(workshop, "pptx", lang, **how)))


def shapes(shown: Any) -> list[Any]:
    return [shape for slide in shown.slides for shape in slide.shapes]


def titles(shown: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in shown.slides]


def charts(shown: Any) -> list[Any]:
    return [shape.chart for shape in shapes(shown) if shape.has_chart]


def texts(shown: Any) -> str:
    """Return all that stands on the slides, as one text without line breaks."""
    found = (t.text or "" for slide in shown.slides for t in slide.element.iter(f"{A}t"))
    return re.sub(r"\s", "", "".join(found))


def runs(data: bytes) -> Iterator[etree._Element]:
    """Yield the properties of every run on slides, in notes and in charts."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        for name in whole.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/\w+\.xml", name):
                yield from etree.fromstring(whole.read(name)).iter(f"{A}rPr", f"{A}endParaRPr")


def test_the_sample_is_a_wide_presentation_that_opens_again(filled: Workshop, lang: str) -> None:
    shown = opened(filled, lang)
    assert (shown.slide_width, shown.slide_height) == (12_192_000, 6_858_000)
    assert titles(shown)[0] == filled.journey.brief.title
    assert all(titles(shown))
    assert {layout.name for layout in shown.slide_layouts} == {"Title Slide", "Title Only"}


def test_every_run_names_its_language_and_its_fonts(filled: Workshop, lang: str) -> None:
    found = [one for one in runs(write(filled, "pptx", lang)) if one.tag == f"{A}rPr"]
    assert len(found) > 1000
    assert {one.get("lang") for one in found} <= {"ja-JP", "en-US"}
    assert {one.find(f"{A}ea").get("typeface") for one in found} == {"Yu Gothic"}
    assert all(one.find(f"{A}latin") is not None for one in found)
    assert found[0].get("lang") == {"ja": "ja-JP", "en": "en-US"}[lang]


def test_no_text_is_under_ten_points_nor_its_lines_under_one(filled: Workshop, lang: str) -> None:
    data = write(filled, "pptx", lang)
    assert min(int(one.get("sz", "1000")) for one in runs(data)) >= 1000
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        slides = "".join(whole.read(n).decode() for n in whole.namelist() if n.startswith("ppt/slides/slide"))
    assert min(map(int, re.findall(r'<a:spcPct val="(\d+)"', slides))) >= 100_000


def test_themes_and_charts_name_the_japanese_font_too(filled: Workshop, lang: str) -> None:
    with zipfile.ZipFile(io.BytesIO(write(filled, "pptx", lang))) as whole:
        themes = [whole.read(n).decode() for n in whole.namelist() if "/theme/" in n]
        drawn = [whole.read(n).decode() for n in whole.namelist() if re.match(r"ppt/charts/\w+\.xml", n)]
    assert all(theme.count('<a:ea typeface="Yu Gothic"/>') == 2 for theme in themes)
    assert all(one.count("<a:defRPr") == one.count("<a:defRPr sz=") for one in drawn)
    assert all(one.count('<a:ea typeface="Yu Gothic"/>') >= one.count("<a:defRPr") for one in drawn)


def test_each_map_is_native_tables_of_stages_and_lanes(filled: Workshop, lang: str) -> None:
    shown, name = opened(filled, lang), filled.journey.personas[0].name
    said = catalogue.say("deck.map.caption", lang, name=name)
    tables = [shape.table for shape in shapes(shown) if shape.has_table and shape.name == said]
    stages = [stage.label(lang) for stage in filled.journey.stages_in_scope]
    heads = [[cell.text_frame.paragraphs[0].text for cell in table.rows[0].cells] for table in tables]
    assert heads == [["", *stages]] * len(tables)
    lanes = [row.cells[0].text_frame.text for table in tables for row in list(table.rows)[1:]]
    assert lanes == [*catalogue.choices("lane", lang).values(), catalogue.say("deck.map.feeling", lang)]


def test_the_emotion_curves_are_charts_with_the_numbers_of_the_map(filled: Workshop, lang: str) -> None:
    journey, found = filled.journey, {}
    for chart in charts(opened(filled, lang)):
        if chart.plots[0]._element.tag.endswith("lineChart"):
            found |= {one.name: list(one.values) for one in chart.plots[0].series}
    for persona in journey.personas:
        felt = [journey.feelings.get((persona.id, stage.id)) for stage in journey.stages_in_scope]
        assert found[persona.name] == [one.value if one else None for one in felt]


def test_the_bars_and_their_workbook_hold_the_shares_of_the_basis(filled: Workshop, lang: str) -> None:
    name = catalogue.choices("basis", lang)["observed"]
    chart = next(c for c in charts(opened(filled, lang)) if c.plots[0].series[0].name == name)
    counts = shares(filled.journey)
    wanted = [counts[key]["observed"] for key in [*(s.id for s in filled.journey.stages_in_scope), ""]]
    assert list(chart.plots[0].series[0].values) == wanted
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [row[1].value for row in list(sheet.rows)[1:]] == wanted
    assert sheet["B1"].value == name


def test_every_point_of_the_matrix_stands_at_its_value_and_effort(filled: Workshop, lang: str) -> None:
    chart = next(c for c in charts(opened(filled, lang)) if c.plots[0]._element.tag.endswith("scatterChart"))
    series = chart.plots[0].series
    read = [float(v.text) for one in series for v in one._element.findall(".//{*}xVal//{*}v")]
    points = set(zip(read, [v for one in series for v in one.values], strict=True))
    assert points == {(a.effort, a.value) for a in filled.journey.actions if a.effort and a.value}


def test_every_slide_has_notes_and_every_table_and_chart_is_told(filled: Workshop, lang: str) -> None:
    shown = opened(filled, lang)
    assert all(slide.notes_slide.notes_text_frame.text.strip() for slide in shown.slides)
    framed = [shape for shape in shapes(shown) if shape.has_table or shape.has_chart]
    assert len([shape for shape in framed if shape.has_chart]) >= 6
    assert all(shape._element.find(".//{*}cNvPr").get("descr") for shape in framed)


def test_an_overfull_map_goes_on_over_slides_and_loses_no_note(workshop: Workshop) -> None:
    workshop.put("persona", "p", name="加藤")
    for n in range(300):
        workshop.put("note", f"n{n}", persona="p", stage="aware", lane="thought", text=f"付箋その{n}番。")
    workshop.put("note", "long", persona="p", stage="interest", lane="action", text="長い話。" * 100)
    shown = opened(workshop)
    parts = [re.search(r"\((\d+)/(\d+)\)$", title) for title in titles(shown) if title.startswith("加藤 (")]
    assert [(int(p[1]), int(p[2])) for p in parts if p] == [(n + 1, len(parts)) for n in range(len(parts))]
    assert all(f"付箋その{n}番。" in texts(shown) for n in range(300))
    assert texts(shown).count("長い話。") >= 100


@pytest.mark.parametrize("lang", catalogue.LANGUAGES)
def test_nothing_that_is_typed_breaks_the_file_or_becomes_a_formula(workshop: Workshop, lang: str) -> None:
    for stage in ("aware", "purchase"):
        workshop.put("stage", stage, name=HOSTILE, meaning=HOSTILE * 3)
        workshop.put("feeling", f"p.{stage}", persona="p", stage=stage, value=-2, why=HOSTILE)
        workshop.put(
            "note", stage, persona="p", stage=stage, lane="action", text=HOSTILE * 4, inference=HOSTILE
        )
        workshop.put("action", stage, title=HOSTILE, value=4, effort=2, owner=HOSTILE)
    workshop.put("brief", "brief", title=HOSTILE, purpose=HOSTILE * 4, product=HOSTILE)
    workshop.put("persona", "p", name=HOSTILE[:60], quote=HOSTILE, job=HOSTILE)
    workshop.put("issue", "i", persona="p", text=HOSTILE * 4, stages=("aware",), timing="moment")
    shown = opened(workshop, lang)
    assert "=cmd|'/Ccalc'!A0</a:t><script>" in texts(shown)
    for chart in charts(shown):
        cells = [
            c
            for row in load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
            for c in row
        ]
        assert all(cell.data_type != "f" and not cell.hyperlink for cell in cells)


@given(TYPED, TYPED)
@QUICK
def test_any_text_gives_a_file_that_opens(name: str, text: str) -> None:
    workshop = Workshop(Store(), lang="ja")
    workshop.put("persona", "p", name=name[:60])
    workshop.put("note", "n", persona="p", stage="aware", lane="action", text=text)
    assert len(opened(workshop).slides) > 5
    workshop.close()


def test_an_empty_workshop_says_on_its_slides_what_is_missing(workshop: Workshop, lang: str) -> None:
    shown = opened(workshop, lang)
    for key in ("no_feelings", "no_notes", "no_issues"):
        assert re.sub(r"\s", "", catalogue.say(f"deck.charts.{key}", lang)) in texts(shown)
    assert not charts(shown)


@pytest.mark.parametrize("count", [1, 3, 12, 40])
def test_any_number_of_stages_fits_on_the_slides(workshop: Workshop, count: int) -> None:
    workshop.put("persona", "p", name="加藤")
    for n in range(count):
        workshop.put(
            "stage", f"s{n}", name=f"とても長い名前の段階{n}", rolls_up="interest", order=1 + n / 100
        )
        workshop.put("feeling", f"p.s{n}", persona="p", stage=f"s{n}", value=n % 5 - 2, why="理由がある" * 9)
    shown = opened(workshop)
    assert all(f"とても長い名前の段階{n}" in texts(shown) for n in range(count))
    assert texts(shown).count("理由がある" * 9) >= count


def test_a_title_or_lead_too_long_for_its_slide_stands_whole_in_the_notes() -> None:
    name, lead, cards = "長い名前" * 600, "長い要点" * 900, {"rows": (), "facts": (), "track": ()}
    drawn = render([Slide("cards", name, cards, lead=lead)], "ja", brand=Brand(), title=name, home="ja")
    slide = Presentation(io.BytesIO(drawn)).slides[0]
    assert slide.shapes.title.text_frame.text.endswith("…")
    told = slide.notes_slide.notes_text_frame.text
    assert (name in told, lead in told) == (True, True)


def test_what_xml_forbids_is_left_out() -> None:
    voice = Voice("ja", "ja")
    told = voice.paragraph(Run("a\x00b\x0b\ud800\ufffe\r\nc", 16))
    assert re.findall("<a:t>(.*?)</a:t>", told) == ["ab", "c"]


def test_the_same_workshop_gives_the_same_bytes_and_no_date(filled: Workshop, lang: str) -> None:
    data = write(filled, "pptx", lang)
    assert data == write(filled, "pptx", lang)
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        assert {one.date_time for one in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = whole.read("docProps/core.xml").decode()
        assert not [n for n in whole.namelist() if "thumbnail" in n or "printerSettings" in n]
    assert set(re.findall(r"\d{4}-\d\d-\d\d", about)) == {"1980-01-01"}


def test_an_anonymous_room_names_nobody(workshop: Workshop) -> None:
    workshop.put("room", "room", anonymous=True, revealed=("personas", "issues", "map"))
    workshop.put("participant", "p-zz9", name="名乗りたくない人", role="field_sales")
    guest = workshop.acting_as("p-zz9")
    guest.put("persona", "p", name="加藤")
    guest.put("note", "n", persona="p", stage="aware", lane="action", text="書いた付箋")
    data = write(workshop, "pptx", "ja")
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        everything = "".join(whole.read(name).decode("utf-8", "replace") for name in whole.namelist())
    assert "書いた付箋" in everything
    assert "名乗りたくない人" not in everything
    assert "p-zz9" not in everything
    assert is_participant("p-zz9")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_brand_is_on_the_slides_and_in_the_theme(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "logo"
    Image.new("RGB", (80, 20), "#336699").save(file, kind)
    workshop = Workshop(Store(), lang="ja", brand=Brand("シオミネ", "#cc3300", file))
    shown = opened(workshop)
    logo = next(shape for shape in shown.slides[0].shapes if shape.shape_type == 13)
    assert logo._element.find(".//{*}cNvPr").get("descr") == "シオミネ"
    assert logo.width / logo.height == pytest.approx(4, rel=0.01)
    assert "シオミネ·" in texts(shown)
    with zipfile.ZipFile(io.BytesIO(write(workshop, "pptx", "ja"))) as whole:
        assert '<a:accent1><a:srgbClr val="CC3300"/>' in whole.read("ppt/theme/theme1.xml").decode()
    workshop.close()


def test_a_drawn_logo_keeps_its_proportions(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"/>')
    workshop = Workshop(Store(), lang="en", brand=Brand(logo=file))
    logo = next(shape for shape in opened(workshop, "en").slides[0].shapes if shape.shape_type == 13)
    assert logo.width / logo.height == pytest.approx(3, rel=0.01)
    assert "svgBlip" in etree.tostring(logo._element).decode()
    workshop.close()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xff", b"GIF89a"])
def test_a_logo_that_is_no_picture_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(data)
    shown = Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[0]).part
    with pytest.raises(ExportError) as refused:
        placed(slide, file)
    assert refused.value.key == "bad_logo"


@pytest.mark.parametrize("audience", [name for name in AUDIENCES if name != "whole"])
def test_each_audience_gets_its_own_slides(workshop: Workshop, audience: str) -> None:
    sample.fill(workshop, "ja")
    whole, part = opened(workshop), opened(workshop, audience=audience)
    assert 2 < len(part.slides) < len(whole.slides)
