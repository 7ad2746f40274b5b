"""Why a choice came out as it did: facts only, for a product to put into words of its own language."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

METHOD = "choice 2"
"""Changes when the same log could lead to another choice."""

Compared = Literal["compared", "too_short", "too_few"]
"""too_short: the log is not long enough for back-tests. too_few: too few customers at their origins."""
SeasonFound = Literal["covered", "partly", "too_short", "one_cohort", "did_not_help", "not_compared"]
"""covered: the log holds a whole year and more. partly: months it does not hold were filled in between those it
does. The rest are why there is none: the log is too short, or of one cohort, or its own past spoke against it."""


@dataclass(frozen=True)
class Kept:
    """Was a recalibration kept? `without` and `with_it`: the late back-test's log loss (chances) or its total over the
    actual one, minus 1 (counts); None where there was none."""

    kept: bool = False
    without: float | None = None
    with_it: float | None = None

    @property
    def gain(self) -> float:
        """By how much it came nearer to 0; 0 where nothing was compared."""
        return 0.0 if self.without is None or self.with_it is None else abs(self.without) - abs(self.with_it)


@dataclass(frozen=True)
class Reason:
    """customers: at the end; fitted: those the model was fitted to (fewer where some began before the log).
    origins: (day, days looked ahead) of the back-tests. losses: mean log loss of each candidate once set right,
    best first. began: customers whose first purchase lies before this day were scored and not fitted."""

    method: str
    chosen: str
    compared: Compared
    customers: int
    fitted: int
    season: SeasonFound
    began: int | None = None
    origins: tuple[tuple[int, int], ...] = ()
    losses: tuple[tuple[str, float], ...] = ()
    chances: Kept = Kept()
    counts: Kept = Kept()

    @property
    def runners_up(self) -> tuple[tuple[str, float], ...]:
        """The other candidates and by how much their log loss was worse, best first."""
        return tuple((name, loss - self.losses[0][1]) for name, loss in self.losses[1:])

    def told(self) -> dict[str, Any]:
        """As plain values, to be stored as JSON."""
        return asdict(self)


class TooFewCustomers(ValueError):
    """Nothing can be said of so few."""

    def __init__(self, customers: int, least: int) -> None:
        super().__init__(
            "Nobody had bought before the end."
            if not customers
            else f"{customers} customers are too few: {least} are needed."
        )
        self.customers = customers
        self.least = least
