"""The sign-in library's tables and badges come out as ours; its lists of passkeys and sessions use them."""

from django.template import Context, Origin, Template


def rendered(source: str) -> str:
    origin = Origin("a page", template_name="page.html")
    return str(Template("{% load allauth %}" + source, origin=origin).render(Context()))


def test_a_table_is_one_of_ours() -> None:
    html = rendered("{% element table %}<tr><td>Phone</td></tr>{% endelement %}")
    assert 'class="table' in html
    assert "<td>Phone</td>" in html


def test_a_badge_is_a_tag_of_ours() -> None:
    html = rendered("{% element badge %}Primary{% endelement %}")
    assert "tag" in html
    assert "Primary" in html
