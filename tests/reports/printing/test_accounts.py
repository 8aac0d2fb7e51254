"""Requirements, the activity plan, ratios, objectives, coverage, and what is missing."""

from msgspec.structs import replace

from reports.standing import (
    Coverage,
    FigureTable,
    Performances,
    Row,
)
from tests.reports import sample
from tests.reports.pages import every, figures, table_rows, texts, words
from tests.reports.setting import set_chapter


def test_a_requirement_without_measured_value_cannot_be_determined(pages) -> None:
    rows = table_rows(pages["poi"], "Eisen van de provincie")

    assert [
        "Bibliotheken doen mee aan het provinciale transport",
        "at least 100%",
        "100%",
        "met",
        "“ticked as met”a",
    ] in rows
    assert [
        "Waardering voor transport en logistiek",
        "aims at 7.5",
        "not measured",
        "cannot be determined",
        "“ticked as met”a",
    ] in rows
    assert [
        "Er is een jaarlijks klantoverleg Het verslag noemt 15 februari.",
        "yes",
        "not measured",
        "cannot be determined",
        "–",
    ] in rows


def test_a_claim_names_its_source(pages) -> None:
    notes = texts(pages["poi"], "li")

    assert (
        "a As published in Bestuursverslag 2023, bladzijde 28. Elke regel heeft een vinkje."
        in notes
    )


def test_the_activity_plan_keeps_money_as_given(pages) -> None:
    rows = table_rows(pages["poi"], "Verantwoording van het activiteitenplan")

    realised = "9 trainingen Drie trainingen vielen uit door ziekte."
    assert rows[1][1:5] == ["12 trainingen", realised, "€24,000", "€18,250.50"]
    assert rows[3][3:5] == ["–", "–"]


def test_ratios_show_the_change_and_compute_nothing_from_a_gap(pages) -> None:
    rows = table_rows(pages["financien"], "Kengetallen")

    assert [row[1:] for row in rows[1:]] == [
        ["−557", "84", "−641", "–"],
        ["1,027", "1,584", "−557", "−35.2%"],
        ["19.03%", "26.12%", "−7.09 percentage points", "–"],
        ["0.86", "1.03", "−0.17", "−16.5%"],
        ["about 210", "about 198", "about +12", "about +6.1%"],
        ["not reported", "633", "–", "–"],
    ]


def test_silence_is_said_in_a_sentence_and_no_actions_is_normal(pages) -> None:
    page = pages["doelen"]
    names = "Bibliotheek Noord, Oost & Omstreken, Zuidbibliotheken and De Westhoek"
    last = every(page, "div", "objective")[-1]

    assert texts(page, "p", "silence") == [f"Nothing was reported on this for 2023 by {names}."] * 2
    assert words(last) == "Doelstelling 7: middelen Bijdragen aan een doorzichtige verdeling."


def test_progress_has_sign_word_and_sentence(pages) -> None:
    first = every(pages["doelen"], "table", "standings")[0]
    signs = [one.get("class") for one in every(first, "span", "rating")]

    assert signs == [f"rating rating-{key}" for key in ("on_track", "attention", "stuck", "done")]
    assert texts(first, "span", "rating") == ["On track", "Needs attention", "Stuck", "Done"]
    assert texts(pages["doelen"], "p", "covered")[0] == "4 of 4 organisations"


def test_a_target_stands_beside_what_came_of_it(pages) -> None:
    rows = table_rows(pages["doelen"], "Targets of: Doelstelling 1")

    assert rows[1][1:] == ["at least 24", "20*"]


def test_objectives_nobody_was_asked_about_say_so_once() -> None:
    dossier = sample.dossier(language="en", branches=1)
    plan = dossier.chapters[2].blocks[0]
    quiet = tuple(
        replace(
            one,
            progress=(),
            coverage=None,
            targets=(),
            actions=tuple(replace(action, progress=(), coverage=None) for action in one.actions),
        )
        for one in plan.objectives
    )
    page = set_chapter(sample.Register(), replace(plan, objectives=quiet))

    assert texts(page, "p", "silence") == ["Nothing was reported on these objectives for 2023."]
    assert texts(page, "ul", "quiet") == [
        "Leggen van het juiste fundament.Versterken relatiebeheer."
    ]
    assert every(page, "table") == []


def test_coverage_names_who_is_missing(pages) -> None:
    rows = table_rows(pages["statistiek"], "Wie leverde wat aan?")

    assert rows[2] == ["Bezoek", "3 of 4 organisations", "De Westhoek"]


def test_a_text_nobody_wrote_is_said_to_be_missing(pages) -> None:
    assert texts(pages["wie-zijn-wij"], "p", "unwritten") == [
        "This text is not there yet: not written, or not found again."
    ]


def test_an_empty_table_is_a_sentence_and_takes_no_number() -> None:
    register = sample.Register()
    code = register.add("VISITS", "Bezoeken", "5")
    full = FigureTable("t", "Bezoek", ("2023",), (Row("x", (code,)),), "")
    page = set_chapter(register, Performances("p", "Plan", ()), full)

    assert texts(page, "p", "unwritten") == ["No lines of an activity plan are known for 2023."]
    assert texts(page, "span", "number") == ["Table 1"]


def test_a_sum_of_one_needs_no_coverage() -> None:
    register = sample.Register()
    alone = Coverage(0, 1, "municipality", ("Berkenoord",))
    code = register.add("VISITS", "Bezoeken", None, is_computed=True, coverage=alone)
    page = set_chapter(register, FigureTable("t", "Bezoek", ("2023",), (Row("x", (code,)),), ""))

    assert every(page, "ul", "notes") == []


def test_an_action_under_two_objectives_is_told_once() -> None:
    dossier = sample.dossier(language="en", branches=1)
    plan = dossier.chapters[2].blocks[0]
    first, second, *_rest = plan.objectives
    plan = replace(
        plan, objectives=(replace(first, targets=()), replace(second, actions=first.actions[:1]))
    )
    page = set_chapter(sample.Register(), plan)
    captions = [text for text in texts(page, "caption") if "fundament" in text]
    (quiet,) = texts(page, "ul", "quiet")

    assert captions == ["Action Leggen van het juiste fundament"]
    assert quiet == "Leggen van het juiste fundament. See Doelstelling 1: wettelijke taken"


def test_yes_and_no_are_words() -> None:
    register = sample.Register()
    codes = [register.add("DONE", "Gedaan", value, unit="ja/nee") for value in ("1", "0")]
    page = set_chapter(
        register, FigureTable("t", "Gedaan", ("2023", "2023"), (Row("x", tuple(codes)),), "")
    )

    assert [written for _code, written in figures(page)] == ["yes", "no"]
