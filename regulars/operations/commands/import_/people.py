"""Import a list of people: names, e-mails, phones, companies.

Someone who is known (by the number this source gives them, else by e-mail) gets only what is missing; nothing that a
person typed is overwritten. With --json the last line is {"new", "known", "changed", "rejected_lines"}.
"""

import argparse
import json

from regulars.imports import terminal
from regulars.operations.commands import Options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    terminal.add_file_arguments(parser)


def run(options: Options) -> None:
    importing = terminal.import_file(options, options.console, "people")
    if options.json:
        names = ("new", "known", "changed", "rejected_lines")
        print(json.dumps({name: importing.counts[name] for name in names}))
        return
    terminal.end(options, importing)
