"""While somebody there has a hard time, or everybody has, nobody is sold to (R53): what trust asks before anything is sent.
A flag about somebody else at the account does not count, as in care.empathy."""

from regulars.lib.pausing import pauses

pauses(
    "EXISTS (SELECT 1 FROM care_hardseason season WHERE season.ended_at IS NULL AND season.until >= %(today)s)"
)
pauses(
    "EXISTS (SELECT 1 FROM care_empathyflag flag WHERE flag.account_id = person.account_id"
    " AND (flag.person_id IS NULL OR flag.person_id = person.id)"
    " AND flag.withdrawn_at IS NULL AND flag.lifted_at IS NULL AND flag.until >= %(today)s)"
)
