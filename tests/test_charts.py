"""Charts: right in both languages, without a trace on matplotlib's settings."""

from __future__ import annotations

import io
import subprocess
import sys

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from journeykit import charts, sample
from journeykit.formats import alt
from journeykit.formats.deck.pictures import drawn
from journeykit.insights.issues import issues_at
from journeykit.log import Journey, fold
from journeykit.store import Store
from journeykit.workshop import Workshop

BY_STAGE = [charts.emotion_curve, charts.basis_by_stage, charts.issues_by_stage]
DRAWINGS = [*BY_STAGE, charts.value_effort]


def made(lang: str) -> Journey:
    workshop = Workshop(Store(), lang=lang)
    sample.fill(workshop, lang)
    return workshop.journey


def shown(axes: object) -> str:
    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        axes.figure.savefig(out, format="svg")
    return out.getvalue()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_chart_is_drawn_in_the_readers_language_without_a_missing_glyph(draw, lang):
    axes = draw(made(lang), lang=lang)
    FigureCanvasSVG(axes.figure)
    asked = ("検討", "Consideration") if draw in BY_STAGE else ("かかる手間", "Effort")
    assert asked[lang == "en"] in shown(axes)


@pytest.mark.parametrize("draw", DRAWINGS)
def test_settings_of_matplotlib_are_left_as_they_were(draw):
    before = dict(mpl.rcParams)
    draw(made("ja"), lang="ja")
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("draw", DRAWINGS)
def test_an_empty_journey_gets_a_friendly_sentence(draw):
    assert "まだ" in shown(draw(fold([]), lang="ja"))


@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_chart_is_drawn_on_the_axes_it_is_given(draw):
    axes = Figure().add_subplot()
    assert draw(made("en"), lang="en", ax=axes) is axes


def test_charts_need_no_pyplot():
    code = "import sys; from journeykit import charts, log; charts.basis_by_stage(log.fold([]), lang='ja')"
    check = f"{code}; sys.exit('matplotlib.pyplot' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_lines_and_bars_differ_in_more_than_their_colour():
    lines = charts.emotion_curve(made("ja"), lang="ja").get_lines()
    told = {
        (line.get_linestyle(), line.get_marker()) for line in lines if line.get_marker() not in ("", "None")
    }
    assert len(told) == 3
    bars = charts.basis_by_stage(made("ja"), lang="ja").containers
    assert len({bar.patches[0].get_hatch() for bar in bars}) == len(bars)


@pytest.mark.parametrize("text", ["😀👩‍👩‍👧", "𠮷野家", "$\\frac$", "a$b$c", "<b>&\"'", "あ" * 200])
def test_any_text_can_stand_in_a_chart(text):
    workshop = Workshop(Store())
    workshop.put("stage", "aware", name=text)
    workshop.put("persona", "p", name=text)
    workshop.put("feeling", "p.aware", persona="p", stage="aware", value=-2, why=text)
    for who in ("p", None):
        assert "<svg" in drawn(
            lambda ax, who=who: charts.emotion_curve(workshop.journey, who, lang="ja", ax=ax)
        )


def test_actions_of_one_cell_are_spread_and_numbered_and_those_on_top_are_filled():
    workshop = Workshop(Store())
    for n in range(14):
        workshop.put("action", f"a{n}", title=f"打ち手{n}", value=5, effort=1)
    workshop.put("vote", "v", round="priorities", item="a7", weight=2)
    axes = charts.value_effort(workshop.journey, lang="ja")
    dots = [line for line in axes.get_lines() if line.get_marker() == "o" and line.get_xdata()[0] < 6]
    assert len({(line.get_xdata()[0], line.get_ydata()[0]) for line in dots}) == 14
    assert sum(line.get_markerfacecolor() != "#ffffff" for line in dots) == 1
    assert "「打ち手7」" in alt.describe_matrix(workshop.journey, lang="ja").rsplit("残るのは", 1)[1]


def test_a_curve_is_told_with_its_lowest_stage_and_the_reason():
    told = alt.describe_emotion(made("ja"), "kato", lang="ja")
    assert "「利用開始〜定着」(−2：土曜出勤で登録" in told


def test_an_issue_of_one_moment_counts_at_its_stages_and_an_ongoing_one_apart():
    workshop = Workshop(Store())
    workshop.put("issue", "a", timing="moment", stages=["aware", "gone"], severity="high")
    workshop.put("issue", "b", timing="ongoing", severity="low")
    columns = dict(issues_at(workshop.journey, lang="en"))
    assert columns["Aware"] == {"high": 1}
    assert columns["Throughout"] == {"low": 1}
