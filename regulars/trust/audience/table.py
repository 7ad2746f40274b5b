"""Who every text of the product is for: each field of words of each model, by name (V16). One that is missing fails a test.

C: they themselves may read it on their page, in a letter or a document. S: everybody who works here, as far as they see the
record. M: who settles how the firm works. O: the owner, and whoever the record's own rule names. MACHINE: nobody reads it.
OWN: the firm's own fields, each with its own audience. Fields that are no words stand here where they may be read.
"""

from regulars.fields.models import Audience

C, S, M, O = Audience.CUSTOMERS, Audience.STAFF, Audience.MANAGERS, Audience.OWNER  # noqa: E741 # short beside a table
MACHINE, OWN = "machine", "own"
Fields = dict[str, str]


def of(**names: str) -> Fields:
    """`of(staff="note reason")`: the audience of each name."""
    keys = {"c": C, "s": S, "m": M, "o": O, "machine": MACHINE, "own": OWN}
    return {name: keys[key] for key, listed in names.items() for name in listed.split()}


TEAM: dict[str, Fields] = {
    "team.Firm": of(
        c="name word_client word_clients word_customer word_customers",
        s="currency timezone phone_region",
        m="access",
    ),
    "team.Invitation": of(m="email", machine="token_hash"),
    "team.Team": of(s="name", machine="folded"),
    "team.Member": of(c="name", s="email", machine="password"),
    "team.SignIn": of(o="how browser device network language clock address"),
    "timeline.Event": of(s="kind data"),
    "timeline.Touch": of(s="note"),
    "fields.CustomField": of(s="label help default currency", machine="key"),
    "fields.Conversion": of(machine="key_before key_after"),
    "fields.Unfit": of(m="text"),
    "fields.FieldChoice": of(s="label"),
    "lists.BulkAct": of(s="act subject given said why"),
    "lists.BulkChange": of(machine="before"),
    "lists.SavedView": of(s="subject name where columns sort"),
}
PEOPLE: dict[str, Fields] = {
    "people.Account": of(c="name country", s="came_by persona", own="custom", machine="folded"),
    "people.AccountReference": of(s="source external_id"),
    "people.AccountRelation": of(s="note review_note"),
    "people.AssignmentRule": of(m="value"),
    "people.Introduction": of(machine="before"),
    "people.Person": of(
        c="name job_title email phone prefers birthday_month",
        s="note",
        own="custom",
        machine="folded phone_e164",
    ),
    "people.ContactPoint": of(c="kind value label", machine="key"),
    "people.DuplicatePair": of(s="kind reasons"),
    "people.Merge": of(s="lost_name kept_name", machine="fields made moved marks"),
    "people.AwayRow": of(machine="table column"),
    "people.DroppedRow": of(machine="table column image"),
    "people.Removal": of(s="kind counts"),
    "people.Tag": of(s="name", machine="folded"),
    "files.Attachment": of(s="name kind", machine="sha256 place"),
    "orders.Order": of(c="external_id currency at day amount", s="source", own="custom"),
    "orders.OrderLine": of(c="code description quantity amount"),
    "orders.Refund": of(c="external_id currency code description day amount", s="source"),
}
TRUST: dict[str, Fields] = {
    "trust.Export": of(o="what subject said fields why"),
    "trust.ExportedRows": of(o="whose"),
    "trust.Find": of(m="where whats", machine="digest"),
    "trust.Keeping": of(m="what use"),
    "trust.Expiry": of(m="counts"),
    "trust.Waiting": of(machine="why"),
    "trust.Link": of(o="kind why"),
    "trust.OwnLink": of(machine="token_hash"),
    "trust.Wording": of(c="used shared secured"),
    "trust.Permission": of(c="data", s="evidence"),
    "trust.PrivateNote": of(o="words"),
    "trust.RightsRequest": of(c="whose words extended_why outcome", s="proposed did", machine="file"),
    "trust.Sending": of(s="sender given_up_for"),
    "trust.SendingSettings": of(m="quiet_days"),
    "trust.Suppression": of(s="lifted_why", machine="digest"),
    "trust.SuppressionKey": of(machine="mark"),
}
WORK: dict[str, Fields] = {
    "retention.RiskCase": of(s="reasons currency note"),
    "retention.ScoringRun": of(s="model model_version parameters firm_facts problem"),
    "retention.Score": of(s="name currency reasons"),
    "retention.StatedEnd": of(s="origin"),
    "service.PromiseChange": of(s="was now word said_by"),
    "service.Gesture": of(s="words currency"),
    "service.Promise": of(c="what unit currency due", s="ending declined_why", own="custom"),
    "care.Advice": of(s="words"),
    "care.AdviceAnswer": of(s="words"),
    "care.AskedFirst": of(s="words"),
    "care.Dependency": of(s="words"),
    "care.Drill": of(s="holds next_step"),
    "care.EmpathyFlag": of(s="reason"),
    "care.Goal": of(s="words need"),
    "care.Incident": of(s="words mended"),
    "care.ProtectionSheet": of(s="how_known idea", machine="folded"),
    "care.Review": of(s="finding looked_at"),
    "care.Rival": of(s="who words"),
    "care.SaidMeant": of(s="said asked meant need"),
    "care.Wish": of(s="words need"),
    "imports.Import": of(s="source file_name settings understood counts problem", machine="path"),
    "imports.Progress": of(s="step"),
    "imports.RememberedColumns": of(s="settings", machine="fingerprint"),
    "imports.Change": of(machine="before"),
    "imports.RejectedRow": of(s="code detail"),
    "today.Decision": of(s="kind reason"),
    "finding.Document": of(s="source kind", machine="own other digits"),
    "finding.Word": of(machine="word"),
}
TABLE: dict[str, Fields] = TEAM | PEOPLE | TRUST | WORK
