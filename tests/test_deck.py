"""The deck and the other files: everything is in them, and nothing a person typed can do harm."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeykit import catalogue, sample
from journeykit.errors import ExportError
from journeykit.formats import export, find, write
from journeykit.formats.deck import assets
from journeykit.formats.deck.colours import _read, contrast, shades
from journeykit.formats.deck.exporter import JourneyExporter
from journeykit.formats.deck.measure import chunks, lines
from journeykit.formats.deck.slides import slides
from journeykit.formats.deck.still import still
from journeykit.formats.deck.talk import plays
from journeykit.formats.files import safe_name
from journeykit.phrases import phrases
from journeykit.records import KINDS
from journeykit.settings import Brand
from journeykit.store import Store
from journeykit.workshop import Workshop, create

REVEAL = {
    "reveal.js": "3fb84c30d2e610dd",
    "reveal.css": "64e6203ee2048665",
    "plugin/notes.js": "946159680c70354c",
}
HOSTILE = "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>\"'&<!--"
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=400)


def made(lang: str = "ja", **brand: object) -> Workshop:
    workshop = Workshop(Store(), lang=lang, brand=Brand(**brand))
    sample.fill(workshop, lang)
    return workshop


def deck(workshop: Workshop, lang: str = "ja") -> str:
    return write(workshop, "deck", lang).decode()


def body(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def words(page: str) -> str:
    """Return what a reader can read, without any white space."""
    text = re.sub(r"<[^>]*>", "", body(page))
    return re.sub(r"\s+", "", html.unescape(text))


class Balanced(HTMLParser):
    """Fails where a tag is closed that is not the last one open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "wbr", "br", "img", "col", "link", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_sample_has_a_slide_for_each_subject_and_seven_charts(lang):
    page = deck(made(lang), lang)
    assert page.count("<section") >= 20
    assert page.count("<svg") == 7
    assert len(page.encode()) <= 600_000


def test_no_english_of_ours_stands_in_the_japanese_deck():
    foreign = set(re.findall(r"[A-Za-z]{3,}", words(deck(made("ja")))))
    own = set(re.findall(r"[A-Za-z]{3,}", json.dumps(catalogue.read("sample", "ja"), ensure_ascii=False)))
    assert foreign - own <= {"CRM", "Web", "BANT", "RFP", "NPS", "SaaS", "Esc"}


def test_the_same_log_gives_the_same_bytes():
    workshop = made()
    assert write(workshop, "deck", "ja") == write(workshop, "deck", "ja")


def test_every_text_of_the_sample_can_be_read_in_the_deck():
    workshop = made()
    read = words(deck(workshop))
    for record in [*workshop.journey.notes, *workshop.journey.issues]:
        assert re.sub(r"\s+", "", record.text) in read
        assert re.sub(r"\s+", "", getattr(record, "inference", "")) in read


@QUICK
@given(TYPED, TYPED)
def test_any_text_is_shown_as_text_and_the_page_stays_whole(text, name):
    workshop = Workshop(Store())
    workshop.put("brief", "brief", title=name[:200], purpose=text)
    workshop.put("persona", "p", name=name[:200], situation=text, quote=text)
    note = workshop.put("note", "n", persona="p", stage="aware", lane="action", text=text, inference=text)
    page = deck(workshop)
    Balanced().feed(body(page))
    assert re.sub(r"\s+", "", note.text) in words(page)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_journey_still_makes_whole_slides(lang):
    page = deck(Workshop(Store(), lang=lang), lang)
    Balanced().feed(body(page))
    assert page.count("<section") >= 15


def test_markup_from_people_is_never_markup_on_the_page():
    workshop = Workshop(Store())
    for kind, fields in {"persona": ["name", "company", "situation"], "brief": ["title", "owner"]}.items():
        workshop.put(kind, "brief" if kind == "brief" else "p", **dict.fromkeys(fields, HOSTILE))
    workshop.put("stage", "aware", name=HOSTILE, meaning=HOSTILE)
    workshop.put("feeling", "p.aware", persona="p", stage="aware", why=HOSTILE)
    page = deck(workshop)
    assert page.count("</script>") == 3
    assert "<script" not in body(page)
    assert "<img" not in body(page)


def test_long_notes_are_spread_over_slides_and_none_is_lost():
    workshop = Workshop(Store())
    workshop.put("persona", "p", name="長い人", situation="状況。" * 666)
    texts = [f"{at}番の付箋。" + "とても長い付箋の文です。" * 30 for at in range(10)]
    for text in texts:
        workshop.put("note", persona="p", stage="aware", lane="action", text=text)
    read = words(deck(workshop))
    assert all(text in read for text in texts)
    assert read.count("状況。") >= 666


def test_notes_whose_stage_left_the_map_are_listed_not_lost():
    workshop = Workshop(Store())
    workshop.put("scope", "scope", stages=["purchase"])
    workshop.put("persona", "p", name="人")
    workshop.put("note", persona="p", stage="aware", lane="need", text="範囲の外で言ったこと")
    kinds = [slide.title for slide in slides(workshop.journey, "ja", Brand())]
    assert catalogue.say("deck.slides.unplaced", "ja") in kinds
    assert "範囲の外で言ったこと" in words(deck(workshop))


def test_an_unwritten_play_shows_the_starting_playbook():
    assert words(deck(Workshop(Store()))).count("受注をゴールにする") == 1


def test_topics_of_a_play_are_shown_by_their_text():
    workshop = Workshop(Store())
    workshop.put("assumed", "own", text="自社で足した想定課題")
    workshop.put("play", "problem", topics=["own", "retail-empty-shifts", "unknown"])
    read = words(deck(workshop))
    assert "自社で足した想定課題" in read
    assert "シフトの穴を店長が埋めている" in read


def test_reveal_is_the_version_that_was_tested():
    found = {name: hashlib.sha256(assets.reveal(name).encode()).hexdigest()[:16] for name in REVEAL}
    assert found == REVEAL


def test_every_word_of_the_speakers_window_has_its_place():
    window = assets.reveal("plugin/notes.js")
    assert [text for text in catalogue.read("deck", "ja")["speaker"] if text not in window] == []


def test_the_policy_names_no_network_and_no_script_but_ours():
    policy = re.search(r'Content-Security-Policy" content="([^"]*)', deck(made()))[1]
    assert "unsafe" not in policy.split("script-src")[1].split(";")[0]
    assert "http" not in policy
    assert policy.count("sha256-") == 4


@pytest.mark.parametrize("colour", ["#ffff00", "#0b5cab", "#000000", "#ffffff", "#C8102E", "#7fd1ae"])
def test_text_can_be_read_on_any_brand_colour(colour):
    found = shades(colour)
    assert contrast(_read(found["on"]), _read(found["brand"])) >= 4.5
    assert contrast(_read(found["ink"]), _read(found["tint"])) >= 4.5


@pytest.mark.parametrize("colour", ["red", "#12345", "#0b5cab;}", "url(x)", ""])
def test_a_colour_that_is_none_is_refused(colour):
    with pytest.raises(ExportError, match=r"The colour “.*” cannot be read"):
        deck(Workshop(Store(), brand=Brand(colour=colour)))


def test_a_logo_is_carried_inside_the_page(tmp_path: Path):
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    page = deck(Workshop(Store(), brand=Brand(name="会社", logo=logo)))
    assert '<img src="data:image/svg+xml;base64,' in page
    assert "alert(1)" not in page


@pytest.mark.parametrize("content", [b"", b"not a picture", b"<html><svg>", None])
def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path, content):
    logo = tmp_path / "logo.png"
    if content is not None:
        logo.write_bytes(content)
    with pytest.raises(ExportError, match=r"The logo “.*” cannot be read"):
        deck(Workshop(Store(), brand=Brand(logo=logo)))


@QUICK
@given(TYPED, st.integers(3, 60), st.integers(1, 20))
def test_a_text_in_pieces_is_still_the_whole_text(text, width, most):
    pieces = chunks(text, width, most)
    assert re.sub(r"\s+", "", "".join(pieces)) == re.sub(r"\s+", "", text)
    assert all(lines(piece, width) <= most or len(piece) == 1 for piece in pieces)


@given(TYPED)
def test_a_title_of_any_kind_gives_a_safe_file_name(title):
    name = safe_name(title)
    assert len(name) <= 81
    assert len(name.encode()) <= 201
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f]', name)
    assert not name.startswith((".", "-"))


@pytest.mark.parametrize(
    ("title", "name"), [("../../etc", "etc"), ("CON", "_CON"), ("価格/比較", "価格-比較"), ("...", "")]
)
def test_a_hostile_title_stays_in_its_folder(title, name):
    assert safe_name(title) == name


def test_an_export_lands_in_the_workshops_folder_under_its_title(tmp_path: Path):
    with_title = create(tmp_path / "w")
    with_title.put("brief", "brief", title="まもり帳", language="en")
    file = export(with_title, "deck")
    assert file == tmp_path / "w" / "exports" / "まもり帳.html"
    assert '<html lang="en">' in file.read_text("utf-8")
    assert [f.name for f in file.parent.iterdir()] == [file.name]
    with_title.close()


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch):
    workshop = Workshop(Store(), folder=tmp_path)
    file = export(workshop, "json")
    before = file.read_bytes()
    monkeypatch.setattr(
        Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(ExportError, match="The disk is full"):
        export(workshop, "json")
    assert [f.read_bytes() for f in file.parent.iterdir()] == [before]


def test_an_unknown_format_is_told_with_those_there_are():
    with pytest.raises(ExportError) as told:
        find("fax")
    assert "deck, pptx, json, csv" in catalogue.explain(told.value, "en")


def test_json_holds_every_record_as_it_is():
    workshop = made()
    written = json.loads(write(workshop, "json", "ja"))
    for kind, model in KINDS.items() - {("room", KINDS["room"])}:
        assert tuple(map(model.model_validate, written["records"][kind])) == workshop.journey.records(kind)
    assert len(written["changes"]) == len(workshop.changes)


@QUICK
@given(st.sampled_from("=+-@\t\uff1d\uff20"), TYPED)
def test_no_cell_of_the_table_is_a_formula(sign, text):
    workshop = Workshop(Store())
    workshop.put("issue", sign + text[:100], text=(sign + text)[:400])
    table = write(workshop, "csv", "ja").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\uff1d\uff20"))]


def notebook(**metadata: object) -> nbformat.NotebookNode:
    cells = [
        nbformat.v4.new_markdown_cell("# はじめ\n\n本文"),
        nbformat.v4.new_code_cell("secret_code()", metadata={"alt": "曲線の図"}),
        nbformat.v4.new_markdown_cell("## つぎ"),
        nbformat.v4.new_markdown_cell("<i>話すこと</i>", metadata={"slideshow": {"slide_type": "notes"}}),
    ]
    picture = {"image/png": "aWk=", "text/plain": "<Figure>"}
    cells[1].outputs = [nbformat.v4.new_output("display_data", picture)]
    state = {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": "typed before"}}}}
    return nbformat.v4.new_notebook(cells=cells, metadata={**state, **metadata})


def test_any_notebook_becomes_slides_without_its_code_or_widget_state():
    page, _ = JourneyExporter().from_notebook_node(notebook())
    assert page.count("<section") == 2
    assert 'alt="曲線の図"' in page
    assert "secret_code" not in page
    assert "typed before" not in page
    assert "&lt;i&gt;話すこと" in page


def test_a_guided_notebook_gives_the_deck_of_its_workshop(tmp_path: Path):
    workshop = create(tmp_path / "w")
    sample.fill(workshop, "ja")
    place = {"metadata": {"name": "05_map", "path": str(tmp_path / "w" / "notebooks")}}
    page, _ = JourneyExporter().from_notebook_node(notebook(journeykit={"step": "05_map"}), place)
    assert page.encode() == export(workshop, "deck").read_bytes()
    workshop.close()


ACTS = (
    '<meta http-equiv="refresh" content="0;url=http://x.invalid/m">', "<iframe src=http://x.invalid/f></iframe>",
    "<object data=http://x.invalid/o></object>", "<embed src=http://x.invalid/e>", "<base href=http://x.invalid/b>",
    "<link rel=stylesheet href=http://x.invalid/l>", "<form action=http://x.invalid/s><b>kept</b></form>",
    "<svg><style><meta http-equiv=refresh content=0;url=http://x.invalid></style></svg>",
    "<table><!--><iframe src=http://x.invalid/c>--></table>", "<noscript><p title='</noscript><meta x>'>",
    "<textarea><iframe></textarea>", "<![CDATA[<iframe>]]>", "<script>1</script>", "<IFRAME/src=x>",
)  # fmt: skip


@pytest.mark.parametrize("html", ACTS)
def test_what_acts_is_taken_out_of_a_notebooks_html(html):
    found = still(f"<p>before</p>{html}<p>after</p>")
    assert not re.search(r"(?i)<(?:meta|iframe|object|embed|base|link|form|script|noscript)", found)
    assert "x.invalid" not in re.sub(r"<style>.*?</style>", "", found)
    assert found.startswith("<p>before</p>")
    assert ("kept" in found) == ("kept" in html)


@QUICK
@given(TYPED)
def test_html_in_which_nothing_acts_is_left_as_it_is(text):
    table = f"<table><caption>{html.escape(text)}</caption><td colspan=2>a<td>b</table>"
    assert still(table) == table


@pytest.mark.parametrize(
    ("text", "metadata", "lang"),
    [
        ("# Plan", {}, "en"),
        ("# はじめ", {}, "ja"),
        ("# 計画", {}, "en"),
        ("# 計画", {"lang": "ja"}, "ja"),
        ("# はじめ", {"language": "en-GB"}, "en"),
        ("# Plan", {"language": "python"}, "en"),
    ],
)
def test_a_notebooks_slides_are_in_the_language_it_is_written_in(text, metadata, lang):
    plain = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)], metadata=metadata)
    page, _ = JourneyExporter().from_notebook_node(plain)
    assert f'<html lang="{lang}">' in page


def test_nbconvert_ends_in_the_sentence_of_what_went_wrong(tmp_path: Path):
    create(tmp_path / "w").close()
    settings = tmp_path / "w" / "workshop.toml"
    settings.write_text(settings.read_text("utf-8").replace("#0b5cab", "red"), "utf-8")
    (tmp_path / "w" / "notebooks").mkdir(exist_ok=True)
    place = tmp_path / "w" / "notebooks" / "a.ipynb"
    nbformat.write(notebook(journeykit={"step": "05_map"}), place)
    command = [sys.executable, "-m", "nbconvert", "--to", "journey", str(place)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode
    assert told.stderr.rstrip().endswith("The colour “red” cannot be read. Please write it like #0b5cab.")


@pytest.mark.parametrize("name", ["json", "csv"])
def test_what_was_deleted_is_in_no_export(name):
    workshop = Workshop(Store())
    workshop.put("persona", "p", name="消す人")
    workshop.put("note", persona="p", stage="aware", text="消す付箋")
    workshop.put("issue", persona="p", text="消す課題")
    workshop.put("feeling", "p.aware", persona="p", stage="aware", why="消す気持ち")
    workshop.put("note", "n", stage="aware", text="消す付箋")
    workshop.put("note", stage="aware", text="残す付箋")
    workshop.drop("persona", "p")
    workshop.drop("note", "n")
    written = write(workshop, name, "ja").decode("utf-8-sig")
    assert "残す付箋" in written
    assert "消す" not in written


@pytest.mark.parametrize(("lang", "first"), [("ja", "種類"), ("en", "Kind")])
def test_the_table_speaks_to_people_first_and_to_programs_alike_in_every_language(lang, first):
    table = list(csv.reader(io.StringIO(write(made(lang), "csv", lang).decode("utf-8-sig"))))
    head, *rows = table
    assert head[0] == first
    assert head[5:] == ["kind", "id", "field", "value"]
    assert all(row[0] and row[3] and row[4] for row in rows)
    note = next(dict(zip(head, row, strict=True)) for row in rows if row[5:8:2] == ["note", "lane"])
    assert note[head[1]] in [persona.name for persona in made(lang).journey.personas]
    assert note[head[4]] in catalogue.choices("lane", lang).values()


def test_every_kind_and_every_field_of_the_table_has_its_words(lang):
    words, labels = catalogue.read("table", lang), catalogue.read("fields", lang)
    told = {kind: model for kind, model in KINDS.items() if kind != "room"}
    assert list(words["kinds"]) == list(told)
    fields = {(kind, name) for kind, model in told.items() for name in model.model_fields if name != "id"}
    bare = {name for kind, name in fields if not labels[kind].get(name, {}).get("label")}
    assert bare == set(words["fields"])


def test_the_starting_playbook_takes_one_slide_a_group(lang):
    journey = made(lang).journey
    assert [slide.part for slide in plays(journey, lang, Brand())] == [(1, 1)] * 4


def test_the_title_shows_every_stage_in_rows_of_about_equal_length():
    workshop = Workshop(Store())
    for at in range(4):
        workshop.put("stage", f"more{at}", name=f"追加{at}", order=9.0 + at)
    body = slides(workshop.journey, "ja", Brand())[0].body
    assert len(body["stages"]) == 10
    assert body["columns"] == 5


def test_a_label_stands_before_its_text_as_the_language_writes_it():
    workshop = made("ja")
    assert not re.search(r"[ぁ-んァ-ヴ一-鿿]:", words(deck(workshop)))


def test_a_long_katakana_name_may_break_before_a_word_of_its_own():
    assert phrases("ロイヤルカスタマー") == ("ロイヤル", "カスタマー")
    assert phrases("カスタマーサクセス") == ("カスタマーサクセス",)
