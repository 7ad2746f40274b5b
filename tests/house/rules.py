"""The house rules a line of code can break, each with a line that breaks it and one that does not.

A line that ends in a comment with its reason may break the rules marked `reason_excuses`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Rule(NamedTuple):
    name: str
    because: str
    where: Callable[[Path], bool]
    pattern: re.Pattern[str]
    bad: list[str]
    good: list[str]
    reason_excuses: bool = False

    def breaks(self, line: str) -> bool:
        excused = self.reason_excuses and re.search(r"(\s#\s\w|\{#\s*\w)", line)
        return bool(self.pattern.search(line)) and not excused


def views(path: Path) -> bool:
    return path.suffix == ".py" and (path.parent.name == "views" or path.name == "views.py")


def product(path: Path) -> bool:
    return path.suffix == ".py" and path.parts[0] in {"regulars", "config"} and "tests" not in path.parts


def domain(path: Path) -> bool:
    return product(path) and path.parts[1] not in {"operations", "demo"}


def templates(path: Path) -> bool:
    return path.suffix == ".html"


def own_pages(path: Path) -> bool:
    """Templates of pages; the report is one self-contained file, so its style is inside."""
    return templates(path) and "report" not in path.stem


def any_python(path: Path) -> bool:
    return path.suffix == ".py"


def tests(path: Path) -> bool:
    return path.suffix == ".py" and path.parts[0] in {"regulars", "tests"} and "tests" in path.parts


RULES = [
    Rule(
        "one door",
        "A view fetches only through visible_to(member), so that no page shows what its reader may not see.",
        views,
        re.compile(
            r"\.objects\.(get|filter|all|exclude|first|last|in_bulk)\(|get_object_or_404\(\s*[A-Z]\w*\s*[,)]"
        ),
        [
            "Account.objects.get(pk=pk)",
            "get_object_or_404(Account, pk=pk)",
            "Order.objects.filter(account=pk)",
        ],
        [
            "get_object_or_404(Account.objects.visible_to(request.member), pk=pk)",
            "ScoringRun.objects.done().first()",
            "get_object_or_404(Member, pk=pk)  # the door lets owners in only",
        ],
        reason_excuses=True,
    ),
    Rule(
        "no style in a tag",
        "The content policy refuses it; widths go into SVG attributes, looks into css/.",
        own_pages,
        re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
        ['<p style="color: red">', "<style>"],
        ['<link rel="stylesheet" href="x.css">', '<rect width="10">', "<p data-style=1>"],
    ),
    Rule(
        "no script in a page",
        "The content policy refuses it, and a page must work without; behaviours live in js/.",
        own_pages,
        re.compile(
            r"<script(?![^>]*(\ssrc=|application/json))|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
        ),
        ["<script>", '<a onclick="go()">', '<a href="javascript:go()">', '<script type="module">'],
        ['<script type="module" src="{% static \'js/app.js\' %}">', '<p data-on="1">'],
    ),
    Rule(
        "nothing from elsewhere",
        "The product runs without the internet, and nobody else learns who looks at what.",
        templates,
        re.compile(r"<(script|link|img|iframe|source)\b[^>]*(src|href)=[\"'](https?:)?//", re.IGNORECASE),
        ['<script src="https://cdn.example/x.js">', '<img src="//a.example/b.png">'],
        ['<a href="https://www.gov.uk">', "<link href=\"{% static 'css/app.css' %}\">"],
    ),
    Rule(
        "escaped",
        "What people typed is text. Trusted HTML comes from a template.",
        lambda path: templates(path) or product(path),
        re.compile(r"\|\s*safe(seq)?\b|autoescape off|\bmark_safe\(|\bSafeString\("),
        ["{{ note|safe }}", "{% autoescape off %}", "return mark_safe(text)"],
        [
            "{{ note }}",
            "return mark_safe(html)  # rendered by our own template",
            "{{ panel|safe }}{# rendered by its template #}",
        ],
        reason_excuses=True,
    ),
    Rule(
        "forms are protected",
        "A form of another site must not act in a member's name.",
        product,
        re.compile(r"@csrf_exempt|csrf_exempt\("),
        ["@csrf_exempt"],
        ["@csrf_exempt  # one-click unsubscribing, RFC 8058", "csrf_protect"],
        reason_excuses=True,
    ),
    Rule(
        "translatable",
        "A sentence is looked up as it stands in the source; what is filled in comes after.",
        product,
        re.compile(
            r"\b(_|gettext|gettext_lazy|ngettext)\(\s*(f[\"']|[\"'].*[\"']\.format\(|[\"'][^\"']*[\"']\s*%)"
        ),
        ['_(f"{count} orders")', '_("{} orders".format(count))', '_("%d orders" % count)'],
        ['_("{count} orders").format(count=count)', '_("%(count)s orders") % {"count": count}'],
    ),
    Rule(
        "no glue of signals",
        "A signal between our own apps hides the next line; call it.",
        product,
        re.compile(r"@receiver\(|_(save|delete)\.connect\("),
        ["@receiver(post_save)", "post_save.connect(f)"],
        ["@receiver(user_logged_in)  # the sign-in library tells nobody else", "wifi.connect()"],
        reason_excuses=True,
    ),
    Rule(
        "finished",
        "What is not done is an issue, not a comment.",
        lambda path: True,
        re.compile(r"(#|//|<!--|/\*).*\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"),
        ["# TODO: later", "<!-- FIXME -->"],
        ["# to do it twice is harmless", "hackney"],
    ),
    Rule(
        "no lucky sleep",
        "A test that waits for a while passes for a while. Wait for the thing itself.",
        tests,
        re.compile(r"(?<!time_machine)\bsleep\("),
        ["time.sleep(1)"],
        ["time.sleep(0.05)  # between two looks at the process", "page.wait_for_url()"],
        reason_excuses=True,
    ),
    Rule(
        "no bypass",
        "If the product itself acts, it goes through the same door as everybody.",
        product,
        re.compile(r"ignore_permissions|skip_permission|bypass_|as_superuser"),
        ["load(ignore_permissions=True)"],
        ["case.close(by=None)"],
    ),
    Rule(
        "money is exact",
        "Money is Decimal with its currency; a float loses pennies.",
        lambda path: domain(path) and path.parts[1] in {"orders", "people", "timeline", "imports", "today"},
        re.compile(r"float\([^)]*(amount|price|money|net|refund)|Decimal\(\s*float"),
        ["float(order.amount)", "Decimal(float(x))"],
        ["Decimal(row['amount'])", "float(days)"],
    ),
    Rule(
        "no drawer of settings",
        "A number a firm may want to change is a column of Firm.",
        lambda path: domain(path) and path.parts[0] == "regulars",
        re.compile(r"os\.environ|os\.getenv"),
        ["os.environ['LIMIT']"],
        ["settings.UPLOAD_LIMIT"],
    ),
]
