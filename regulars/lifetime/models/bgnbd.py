"""BG/NBD (Fader, Hardie & Lee 2005a, "Counting your customers" the easy way, Marketing Science 24(2))."""

from regulars.lifetime.models.leaving import BetaGeometric


class BGNBD(BetaGeometric):
    """Parameters r, alpha (rate ~ Gamma) and a, b (chance of leaving after each repeat ~ Beta).

    Nobody leaves before a first repeat, so P(alive) is exactly 1 where x = 0; rank one-time buyers by `p_buys`.
    """

    shift = 0
