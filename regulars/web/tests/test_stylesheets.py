"""The stylesheets hold together: every variable is one, colours live in one file, and people can read them."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[1] / "static" / "css"
OTHERS = sorted(CSS.parents[2].glob("*/static/**/*.css"))
FILES = [path for path in OTHERS if path.name != "tokens.css"]
TOKENS = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(), flags=re.DOTALL)
LITERAL = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(", re.IGNORECASE)
NAMED = re.compile(
    r":[^;{]*\b(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow|purple)\b", re.IGNORECASE
)


def rules(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_every_variable_that_is_used_is_declared(path: Path) -> None:
    declared = set(re.findall(r"(--[\w-]+)\s*:", TOKENS)) | set(re.findall(r"(--[\w-]+)\s*:", rules(path)))
    without_default = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", rules(path)))
    assert not without_default - declared


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_components_name_no_colour_of_their_own(path: Path) -> None:
    assert not LITERAL.findall(rules(path))
    assert not NAMED.findall(rules(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_says_what_is_in_it_and_stays_short(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("/*")
    assert len(text.splitlines()) <= 250


def test_every_file_of_the_shell_is_in_the_one_stylesheet_and_in_a_declared_layer() -> None:
    text = (CSS / "regulars.css").read_text()
    imported = dict(re.findall(r'@import url\("([\w-]+\.css)"\) layer\((\w+)\);', text))
    layers = re.search(r"@layer ([\w, ]+);", text)
    assert layers
    assert set(imported) == {path.name for path in CSS.glob("*.css")} - {"regulars.css"}
    assert set(imported.values()) <= set(layers[1].split(", "))


@pytest.mark.parametrize("path", list(CSS.glob("*.css")), ids=lambda path: path.name)
def test_no_file_makes_a_layer_within_the_layer_it_is_brought_into(path: Path) -> None:
    """It would be the weakest of all: what it says of a button or a tab would lose against the plain ones."""
    assert path.name == "regulars.css" or "@layer" not in rules(path)


def colours(scheme: int) -> dict[str, str]:
    return {
        name: pair[scheme]
        for name, *pair in re.findall(r"(--[\w-]+):\s*light-dark\((#\w+), (#\w+)\)", TOKENS)
    }


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 'contrast ratio'."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    (ink, paper)
    for ink in ("--ink", "--ink-soft", "--leaf", "--clay", "--honey", "--sky")
    for paper in ("--cream", "--paper")
] + [
    ("--leaf", "--leaf-soft"), ("--honey", "--honey-soft"), ("--clay", "--clay-soft"),
    ("--ink", "--leaf-soft"), ("--ink", "--honey-soft"), ("--ink", "--clay-soft"),
    ("--paper", "--leaf"), ("--cream", "--ink"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_can_be_read(ink: str, paper: str, scheme: int) -> None:
    palette = colours(scheme)
    assert contrast(palette[ink], palette[paper]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("edge", "paper"), [("--edge", "--paper"), ("--edge", "--cream"), ("--sky", "--cream")]
)
def test_borders_of_fields_and_the_focus_ring_can_be_seen(edge: str, paper: str, scheme: int) -> None:
    palette = colours(scheme)
    assert contrast(palette[edge], palette[paper]) >= 3
