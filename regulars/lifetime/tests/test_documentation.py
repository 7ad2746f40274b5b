"""docs/lifetime.md is true: its examples run, its names exist, its priors are the code's."""

import doctest
import re
from pathlib import Path

import pytest

import regulars.lifetime
from regulars.lifetime.summary import Summary

PAGE = Path(regulars.lifetime.__file__).parents[2] / "docs" / "lifetime.md"


def a_shop(path: Path) -> None:
    """300 customers with beats of their own, 12 refunds, three of them larger than all that was bought. No chance in it."""
    lines = ["customer_id,date,amount"]
    for who in range(300):
        born, gap, many = who * 37 % 340, 6 + who * who * 13 % 53, 1 + (who * 7 % 11) * (who % 3 > 0)
        for nth in range(many):
            day = born + nth * gap + (nth * nth * 5 + who) % 7
            date = f"2024-{1 + day // 31:02}-{1 + day % 28:02}"
            if day < 372:
                lines.append(f"c{who:03},{date},{10 + who % 40 + nth * 3 % 11}.50")
        if who % 25 == 4:
            lines.append(f"c{who:03},2024-12-31,{'-5.00' if who > 60 else '-99999.00'}")
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_examples_run_and_give_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    a_shop(Path("orders.csv"))
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", PAGE.read_text(), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(text, {}, "docs/lifetime.md", str(PAGE), 0)
    said: list[str] = []
    runner = doctest.DocTestRunner()
    runner.run(test, out=said.append)
    assert not said, "".join(said)
    assert runner.summarize(verbose=False).attempted > 30


def test_every_link_within_the_page_leads_somewhere() -> None:
    text = PAGE.read_text()
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
    assert [link for link in re.findall(r"\(#([^)]+)\)", text) if link not in places] == []
    assert [
        link for link in re.findall(r"\]\(([^)#]+\.md)\)", text) if not (PAGE.parent / link).exists()
    ] == []


def test_every_public_name_of_a_model_is_on_the_page_and_every_field_of_the_summary() -> None:
    text = PAGE.read_text()
    names = [name for name in regulars.lifetime.__all__ if "NBD" in name or name in {"GammaGamma", "choose"}]
    assert [name for name in [*names, "ShiftedBetaGeometric"] if f"`{name}" not in text] == []
    fields = set(Summary.__dataclass_fields__) - {"ids", "unit"}
    assert [field for field in fields if f"`{field}`" not in text] == []
