"""The guided notebooks: current, the same in both languages, and nothing in them but the catalogue."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from journeykit import catalogue
from journeykit.doors.lab import notebooks

SHIPPED = Path(__file__).parent.parent / "notebooks"
LEAVES = re.compile(
    r"\b(panel|fold|kernel|cell|notebook|widget)s?\b|パネル|カーネル|ウィジェット|ノートブック", re.I
)

every_step = pytest.mark.parametrize("step", notebooks.steps())


def code(book: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in book.cells if cell.cell_type == "code"]


def texts(tree: object) -> list[str]:
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in texts(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in texts(value)]
    return [tree] if isinstance(tree, str) else []


@every_step
def test_the_shipped_notebook_is_what_the_catalogue_says(step: str, lang: str) -> None:
    shipped = nbformat.read(SHIPPED / lang / f"{step}.ipynb", as_version=4)
    assert shipped == notebooks.build(step, lang)


def test_write_ships_every_step_in_both_languages_and_nothing_else(tmp_path: Path) -> None:
    written = {file.relative_to(tmp_path) for file in notebooks.write(tmp_path)}
    assert written == {file.relative_to(SHIPPED) for file in SHIPPED.rglob("*.ipynb")}
    for file in written:
        assert (SHIPPED / file).read_bytes() == (tmp_path / file).read_bytes()


@every_step
def test_twins_differ_in_code_only_where_the_language_is_set(step: str) -> None:
    twins = [code(notebooks.build(step, lang)) for lang in catalogue.LANGUAGES]
    different = [ja.id for ja, en in zip(*twins, strict=True) if ja.source != en.source]
    assert different == ["parameters"]


@every_step
def test_a_notebook_is_valid_and_holds_no_outputs_or_counters(step: str, lang: str) -> None:
    book = notebooks.build(step, lang)
    nbformat.validate(book)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code(book))


@every_step
def test_code_cells_have_at_most_three_lines(step: str, lang: str) -> None:
    assert all(len(cell.source.splitlines()) <= 3 for cell in code(notebooks.build(step, lang)))


@every_step
def test_cells_cannot_be_deleted_or_edited_by_accident(step: str, lang: str) -> None:
    cells = notebooks.build(step, lang).cells
    assert all(cell.metadata.deletable is False and cell.metadata.editable is False for cell in cells)
    assert [cell.id for cell in cells if "parameters" in cell.metadata.get("tags", ())] == ["parameters"]


@every_step
def test_a_page_opens_with_aims_and_the_steps_and_closes_with_the_recap(step: str, lang: str) -> None:
    book = notebooks.build(step, lang)
    aims = catalogue.read("steps", lang)["steps"][step]["aims"]
    assert 2 <= len(aims) <= 4
    assert all(aim in book.cells[0].source for aim in aims)
    assert code(book)[1].source.endswith('step.panel("steps")')
    assert book.cells[-1].source == 'step.panel("recap")'


def test_a_notebook_says_which_step_it_is_and_words_nothing_of_guided_mode(lang: str) -> None:
    said = notebooks.build("00_start", lang).metadata.journeykit
    assert said == {"guided": True, "step": "00_start", "lang": lang}


@pytest.mark.parametrize("name", ["known-cells.json", "texts.json"])
def test_the_extension_ships_what_the_catalogue_says(name: str) -> None:
    assert (notebooks.SHIPPED / name).read_text("utf-8") == notebooks.shipped()[name]


def test_guided_mode_has_words_and_a_title_for_every_step(lang: str) -> None:
    words = json.loads(notebooks.shipped()["texts.json"])[lang]
    assert set(words["titles"]) == set(notebooks.steps())
    assert all([*words["guided"].values(), *words["titles"].values()])


def test_renew_writes_what_is_missing_and_what_we_made_before(tmp_path: Path) -> None:
    assert len(notebooks.renew(tmp_path)) == 2 * len(notebooks.steps())
    assert notebooks.renew(tmp_path) == []
    (tmp_path / "ja/02_scope.ipynb").unlink()
    older = tmp_path / "en/00_start.ipynb"
    older.write_text(older.read_text("utf-8").replace("How to do it", "What to do"), "utf-8")
    assert notebooks.renew(tmp_path) == [tmp_path / "ja/02_scope.ipynb", older]
    assert "How to do it" in older.read_text("utf-8")


CHANGES = {
    "code": ("import journeykit as jk", "import journeykit as jk, os"),
    "a cell of one's own": ('"part": "explain"', '"mine": true'),
    "no notebook": ('"cells"', '"sells"'),
    "no JSON": ("{", ""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_renew_leaves_alone_what_somebody_changed(tmp_path: Path, change: str) -> None:
    notebooks.write(tmp_path)
    file = tmp_path / "en/00_start.ipynb"
    file.write_text(file.read_text("utf-8").replace(*CHANGES[change]), "utf-8")
    before = file.read_bytes()
    assert notebooks.renew(tmp_path) == []
    assert file.read_bytes() == before


def test_cells_that_earlier_editions_shipped_are_renewed_but_not_run_unasked() -> None:
    former = json.loads(Path(notebooks.__file__).with_name("former-cells.json").read_text("utf-8"))
    assert not {*former} & {*notebooks.known_cells()}


def test_the_steps_fit_one_half_day() -> None:
    steps = catalogue.read("steps", "en")["steps"].values()
    assert sum(step["minutes"] for step in steps) <= 240


def test_people_read_none_of_our_own_words(lang: str) -> None:
    said = texts({**catalogue.read("steps", lang), "panels": [], "steps": {
        name: {key: value for key, value in step.items() if key != "panels"}
        for name, step in catalogue.read("steps", lang)["steps"].items()
    }})  # fmt: skip
    assert [text for text in said if LEAVES.search(text)] == []
