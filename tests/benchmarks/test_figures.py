"""The verdicts, and the tables that say what they are about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.figures import Figures, Growth, exponent, verdicts
from benchmarks.measuring import Cost
from benchmarks.plan import Bounds, Project, read_plan
from benchmarks.tables import PROJECTS, Table, as_markdown, as_text, document, machine, tables
from benchmarks.tools import COLD, FLAKE8_DJANGO, INSIDE, NO_PLUGIN, PARSE, PLUGIN, RUFF_COLD, RUFF_WARM, WARM
from readme import between

BOUNDS = Bounds(
    parse_share=0.5,
    parse_allowance=0.25,
    ruff_cold=2,
    ruff_cold_candidates=0.01,
    ruff_warm=1,
    ruff_warm_files=1000,
    flake8_django=100,
    memory_base=40,
    memory_per_thousand=5,
    one_file_ms=31.25,
    exponent=1.2,
)


def cost(cpu, memory=10):
    return Cost(cpu, 2 * cpu, memory)


def measured(files=1000, candidates=9, **other):
    """Return the figures of one project, in which every bound just holds."""
    costs = {
        COLD: cost(1.25, 45),
        WARM: cost(0.0625),
        PARSE: cost(2),
        RUFF_COLD: cost(0.625),
        RUFF_WARM: cost(0.0625),
        **other,
    }
    return Figures([(Project("shop", Path("shop"), files, (Path("a.py"),) * candidates), costs)])


def missed(figures):
    return [verdict.bound for verdict in verdicts(figures, BOUNDS) if not verdict.holds]


def test_every_bound_of_a_project_may_be_reached():
    assert [verdict.holds for verdict in verdicts(measured(), BOUNDS)] == [True] * 4


@pytest.mark.parametrize(
    ("name", "cpu", "memory", "bound"),
    [
        (COLD, 1.26, 45, ["cold, CPU", "cold, CPU as a multiple of ruff's"]),
        (COLD, 1.25, 46, ["memory"]),
        (WARM, 0.07, 45, ["warm, CPU as a multiple of ruff's"]),
        (WARM, 0.06, 46, ["memory"]),
        (PARSE, 1.9, 10, ["cold, CPU"]),
    ],
)
def test_a_figure_beyond_its_bound_is_told(name, cpu, memory, bound):
    assert missed(measured(**{name: cost(cpu, memory)})) == bound


def test_ruff_is_no_measure_where_there_is_much_to_parse_or_little_to_start_for():
    figures = measured(files=999, candidates=10, **{RUFF_COLD: cost(0.01), RUFF_WARM: cost(0.01)})
    figures.projects[0][1][COLD] = cost(1.25, 44)
    assert missed(figures) == []


@pytest.mark.parametrize(("flake8", "holds"), [(cost(125), [True]), (cost(124), [False]), ("gone", [])])
def test_flake8_is_compared_where_it_was_measured(flake8, holds):
    figures = measured()
    figures.others_on, figures.others = "shop", {FLAKE8_DJANGO: flake8}
    assert [verdict.holds for verdict in verdicts(figures, BOUNDS)[4:]] == holds


@pytest.mark.parametrize(("cpu", "bound"), [(0.28125, []), (0.29, ["flake8 plugin, CPU"])])
def test_the_plugin_costs_what_flake8_takes_longer_with_it(cpu, bound):
    figures = Figures(one_file={PLUGIN: cost(cpu), NO_PLUGIN: cost(0.25), INSIDE: cost(0.02)})
    assert missed(figures) == bound


@pytest.mark.parametrize("power", [0.5, 1, 1.5, 2])
def test_an_exponent_is_found_whatever_the_base_is(power):
    assert exponent(tuple(100 + times**power for times in (1, 2, 4, 8))) == pytest.approx(power)


def test_what_does_not_grow_has_no_exponent():
    assert (exponent((5, 5, 5, 5)), exponent((5, 4, 6, 3)), exponent((1, 4, 2, 4.5))) == (0, 0, 0)


def test_growth_faster_than_linear_is_told():
    square, flat = tuple(cost(n**2, 10 + n) for n in (1, 2, 4, 8)), (cost(1),) * 4
    figures = Figures(growth=[Growth("files", (1, 2, 4, 8), square, flat)])
    assert missed(figures) == ["exponent of cold CPU"]


def test_a_verdict_reads_as_a_line():
    (*_, memory) = verdicts(measured(**{COLD: cost(1, 50)}), BOUNDS)
    assert str(memory) == "MISSED  memory, shop: 50 MB, at most 45 MB"


def test_a_table_is_aligned_text_or_markdown():
    table = Table("Costs", ("project", "s"), (("shop", "1.25"), ("a", "10.00")))
    assert as_text(table) == "Costs:\nproject      s\nshop      1.25\na        10.00"
    assert as_markdown(table) == "Costs:\n\n| project | s |\n| --- | --: |\n| shop | 1.25 |\n| a | 10.00 |"


def test_there_is_a_table_of_each_kind_of_figures():
    figures = measured()
    figures.others_on, figures.others = "shop", {FLAKE8_DJANGO: cost(125), "gone": "cannot be installed"}
    figures.one_file = {PLUGIN: cost(0.28), NO_PLUGIN: cost(0.25), INSIDE: cost(0.02)}
    figures.growth = [Growth("files", (5, 10, 20, 40), (cost(1), cost(2), cost(4), cost(8)), (cost(1),) * 4)]
    _, _, others, one_file, growth = tables(figures, BOUNDS)
    assert [row[:3] for row in others.rows[1:]] == [
        (FLAKE8_DJANGO, "125.00", "100"),
        ("gone", "cannot be installed", ""),
    ]
    assert [row[1] for row in one_file.rows] == ["280", "250", "30", "20"]
    assert growth.rows[0] == ("cold CPU", "1.00", "2.00", "4.00", "8.00", "1.00")


def test_the_document_says_which_bounds_are_missed():
    judged = verdicts(measured(**{WARM: cost(0.125)}), BOUNDS)
    assert document([], judged, "A machine.").splitlines() == [
        "A machine.",
        "",
        "3 of 4 bounds hold; missed are:",
        "",
        "- warm, CPU as a multiple of ruff's, shop: 2, at most 1",
    ]
    assert document([], [], "A machine.").endswith("0 of 0 bounds hold.\n")


def test_the_machine_is_told_with_the_date():
    assert machine(date(2026, 1, 2)).startswith("2026-01-02, ")


def test_the_readme_has_the_tables_of_a_run_over_the_whole_plan():
    shown = between("benchmark", "/benchmark")
    assert f"| {' | '.join(PROJECTS)} |" in shown
    assert [tree.name for tree in read_plan().trees if f"| {tree.name} |" not in shown] == []
