"""What was chosen about a file: found by us, changed by a person, remembered for the next file with these columns."""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from regulars.imports.reading.shape import Shape
from regulars.imports.understanding.roles import Role, plain

CUSTOMER_ROLES = (Role.CUSTOMER, Role.EMAIL, Role.NAME, Role.FIRST_NAME, Role.LAST_NAME)
PRODUCT_ROLES = (Role.CODE, Role.DESCRIPTION)
LINE_ROLES = (*PRODUCT_ROLES, Role.QUANTITY)


class Level(StrEnum):
    """What one row is."""

    ORDERS = "orders"
    LINES = "lines"


@dataclass(frozen=True)
class Settings:
    """`columns` maps a role to a column, counted from 0. `dates` and `decimal` are empty where nobody can know yet.

    `utc`: times without a zone are UTC, else the firm's. `said` names the choices a person made: those are obeyed,
    ours are given up when the file contradicts them. `evidence` is where it can be seen that people allowed offers.
    `whole`: columns kept as they are although a smaller form would do.
    """

    shape: Shape = field(default_factory=Shape)
    columns: dict[str, int] = field(default_factory=dict)
    dates: str = ""
    decimal: str = "."
    currency: str = ""
    level: str = Level.ORDERS
    utc: bool = False
    said: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    evidence: str = ""

    def has(self, *roles: Role) -> bool:
        """Whether any of `roles` has a column."""
        return any(role in self.columns for role in roles)

    @property
    def has_money(self) -> bool:
        return self.has(Role.TOTAL, Role.AMOUNT) or (self.has(Role.QUANTITY) and self.has(Role.PRICE))

    @property
    def has_lines(self) -> bool:
        """Whether rows say what was bought, so that lines are kept."""
        return self.has(*LINE_ROLES)

    @property
    def names_products(self) -> bool:
        """Whether lines say which product it was; those that do not take no line away from an order that is known."""
        return self.has(*PRODUCT_ROLES)

    @property
    def totals(self) -> bool:
        """Whether an order's money stands on its rows as a whole, to be counted once, rather than line by line."""
        return self.level == Level.ORDERS or self.has(Role.TOTAL)

    def saying(self, **choices: Any) -> Self:
        """With a person's choices."""
        return replace(self, **choices, said=tuple(sorted({*self.said, *choices})))

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "shape": self.shape.as_json(),
            "said": list(self.said),
            "whole": list(self.whole),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        lists = {name: tuple(data.get(name, ())) for name in ("said", "whole")}
        return cls(**{**data, **lists, "shape": Shape.from_json(data["shape"])})


def fingerprint(header: list[str]) -> str:
    """The same for two files with the same columns in the same order."""
    return hashlib.sha256("\n".join(plain(name) for name in header).encode()).hexdigest()
