"""Whatever sends to somebody, or writes what we know of people into a file, asks trust first; what is added later is found
by reading the code, without anybody remembering."""

import ast
from pathlib import Path

import pytest

from tests.house.source import called, functions, product_files, tree

SENDS = {
    *("send_mail", "send_mass_mail", "mail_admins", "mail_managers", "send_messages", "EmailMessage"),
    *(
        "EmailMultiAlternatives",
        "SMTP",
        "SMTP_SSL",
        "sendmail",
        "urlopen",
        "HTTPConnection",
        "HTTPSConnection",
        "Outside",
    ),
}
WRITES = {
    "csv_lines",
    "csv_writer",
    "DictWriter",
    "StreamingHttpResponse",
    "FileResponse",
    "to_csv",
    "Workbook",
}
LIBRARIES = {"requests", "httpx", "aiohttp", "smtplib", "http.client", "urllib.request", "anymail"}
ASKS = {"may", "judged", "may_send", "judged_sends", "claim", "let_out", "noted_later"}

# file → why what it sends or writes needs no answer of trust
EXCUSED = {
    "regulars/lib/csv_out.py": "the writer itself; whoever calls it asks",
    "regulars/lib/outside/client.py": "the one guarded client; whoever sends with it asks",
    "regulars/operations/supervisor.py": "asks our own web process whether it is well",
    "regulars/demo/orders_file.py": "made-up people in a made-up file",
    "regulars/team/single_sign_on.py": "signs a member of the firm in, with nobody else's data",
    "regulars/team/guests.py": "signs a member of the firm in, with nobody else's data",
    "regulars/imports/rejected_file.py": "the rows for terminal.py and left_out.py, which ask",
    "regulars/trust/leaving/asking.py": "hands out the very file that sheet.py asked for",
    "regulars/trust/rights/views.py": "hands out the file that making.py asked for",
    "regulars/trust/rights/yours/views.py": "their own file, to themselves, which making.py asked for",
}


def asked_in(node: ast.AST) -> bool:
    """`may(…)` and `asking.may(…)`, but not what a member may: `member.may(…)`."""
    for call in (child for child in ast.walk(node) if isinstance(child, ast.Call)):
        of_module = isinstance(call.func, ast.Name) or ast.unparse(call.func).startswith(
            ("asking.", "sending.")
        )
        if called(call) in ASKS and (called(call) != "may" or of_module):
            return True
    return False


def calls(node: ast.AST) -> set[str]:
    return {called(child) for child in ast.walk(node) if isinstance(child, ast.Call)}


def writes_csv_by_hand(node: ast.AST) -> bool:
    return any(
        isinstance(child, ast.Call) and ast.unparse(child.func) == "csv.writer" for child in ast.walk(node)
    )


def libraries(module: ast.Module) -> set[str]:
    """Of those that send, what is imported besides their errors."""
    named = set()
    for child in ast.walk(module):
        if isinstance(child, ast.Import):
            named |= {alias.name for alias in child.names}
        elif isinstance(child, ast.ImportFrom) and child.module:
            named |= {f"{child.module}.{alias.name}" for alias in child.names}
    called_by = {name for name in named if not name.endswith(("Exception", "Error"))}
    return {lib for lib in LIBRARIES if any(f"{name}.".startswith(f"{lib}.") for name in called_by)}


def lets_something_out(module: ast.Module) -> set[str]:
    found = (calls(module) & (SENDS | WRITES)) | libraries(module)
    return found | ({"csv.writer"} if writes_csv_by_hand(module) else set())


def asks(module: ast.Module) -> bool:
    """In a function that is run, not at the top of the file or in a name that is only imported."""
    return any(asked_in(function) for function in functions(module))


@pytest.mark.covers("V2")
def test_nothing_leaves_that_did_not_ask() -> None:
    silent = {
        str(path): sorted(found)
        for path in product_files()
        if (found := lets_something_out(tree(path))) and not asks(tree(path)) and str(path) not in EXCUSED
    }
    assert not silent, f"asks neither trust nor let_out, and is not excused: {silent}"


@pytest.mark.covers("V2")
def test_every_excuse_is_still_needed_and_says_why() -> None:
    idle = [path for path in EXCUSED if not Path(path).exists() or not lets_something_out(tree(Path(path)))]
    idle += [path for path in EXCUSED if Path(path).exists() and asks(tree(Path(path)))]
    assert not idle
    assert all(len(reason.split()) >= 4 for reason in EXCUSED.values())


@pytest.mark.parametrize(
    "program",
    [
        "from django.core.mail import send_mail\ndef f(p): send_mail('x', 'y', 'z', [p.email])",
        "import requests\ndef f(p): requests.post('https://x', json={'to': p.phone})",
        "def f(rows): return StreamingHttpResponse(csv_lines(rows))",
        "import csv\ndef f(rows): csv.writer(open('x', 'w')).writerows(rows)",
        "from regulars.trust.asking import may\ndef f(p): EmailMessage(to=[p.email]).send()",
        "def f(m, p):\n    if m.may('export'): send_mail('x', 'y', 'z', [p.email])",
        "import smtplib as mail\ndef f(p): mail.SMTP('x').sendmail('a', p.email, 'b')",
    ],
)
def test_a_new_sender_that_does_not_ask_is_found(program: str) -> None:
    module = ast.parse(program)
    assert lets_something_out(module)
    assert not asks(module)


@pytest.mark.parametrize(
    "program",
    [
        "def f(p):\n    if may(p, 'email', 'offers').allows: send_mail('x', 'y', 'z', [p.email])",
        "def f(m, rows):\n    leaving.let_out(m, rows)\n    return StreamingHttpResponse(csv_lines(rows))",
    ],
)
def test_one_that_asks_is_not(program: str) -> None:
    module = ast.parse(program)
    assert lets_something_out(module)
    assert asks(module)
