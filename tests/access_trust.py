"""Who may open what of trust: the lines that tests/access_table.py takes in with its own."""

from regulars.trust.rights.tests import asked as rights
from tests import access_records as records
from tests.access_rows import (
    ANYONE,
    EXPORT,
    MANAGER,
    MEMBER,
    OWNER,
    READ_ONLY,
    REMOVE,
    Row,
    action,
    form,
    page,
)

TRUST: dict[str, Row] = {
    # trust: what is kept
    "keeping": page(read=MANAGER),
    "holding-rules": action(write=OWNER),
    "private-notes": form(read=READ_ONLY, of=records.harbour),
    "private-note-forgotten": action(of=records.a_private_note),
    "keeping-one": form(read=MANAGER, write=MANAGER, of=records.a_kept),
    "finds": page(read=MANAGER),
    "finds-looked": action(write=MANAGER),
    "find-smaller": action(write=MANAGER, of=records.a_find),
    "find-fine": action(write=MANAGER, of=records.a_find),
    # trust: what leaves the house
    "history": page(read=MANAGER),
    "history-file": form(read=MANAGER, write=MANAGER, right=EXPORT),
    "left": page(read=MANAGER),
    "left-entry": page(of=records.an_export),
    "left-large": form(read=OWNER, write=OWNER),
    "left-seen": action(write=READ_ONLY),
    "person-held": page(read=MANAGER, of=records.ines_alone),
    # trust: what people were told and allowed
    "person-told": page(of=records.ines_alone),
    "person-said": form(of=records.ines_alone),
    "person-stop": form(of=records.ines_alone),
    "person-stop-lifted": form(read=OWNER, write=OWNER, of=records.ines_alone),
    "told": page(),
    "told-change": form(read=MANAGER, write=MANAGER, of=records.a_purpose),
    "sending": form(read=MANAGER, write=MANAGER),
    "stopped": form(read=MANAGER, write=MANAGER),
    "stopped-added": action(write=MANAGER),
    "stopped-lifted": action(write=OWNER, of=records.a_stopped_address),
    # trust: what people ask about their own data
    "rights": page(read=MANAGER),
    "rights-request": page(of=rights.a_request),
    "rights-file": form(of=rights.a_request, right=EXPORT),
    "rights-download": page(read=MEMBER, of=rights.a_made_file, right=EXPORT),
    "rights-erasure": form(read=MANAGER, write=MANAGER, of=rights.an_erasure, right=REMOVE),
    "rights-extension": action(write=MANAGER, of=rights.a_request),
    "rights-settled": action(of=rights.a_request),
    "rights-new": form(of=records.ines_alone),
    "own-link": action(of=records.ines_alone),
    "own-page": page(read=ANYONE, of=rights.a_link),
    "own-facts": form(read=ANYONE, write=ANYONE, of=rights.a_link),
    "own-use": action(write=ANYONE, of=rights.a_link),
    "own-stop": action(write=ANYONE, of=rights.a_link),
    "own-seeing": action(write=ANYONE, of=rights.a_link),
    "own-correcting": action(write=ANYONE, of=rights.a_link),
    "own-erasing": action(write=ANYONE, of=rights.a_link),
    "own-taken-back": action(write=ANYONE, of=rights.a_link_with_a_request),
    "own-file": page(read=ANYONE, of=rights.a_link_with_a_file),
}
