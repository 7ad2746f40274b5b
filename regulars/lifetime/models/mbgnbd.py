"""MBG/NBD (Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007): one may leave after the first purchase too."""

from regulars.lifetime.models.leaving import BetaGeometric


class MBGNBD(BetaGeometric):
    """Parameters r, alpha (rate ~ Gamma) and a, b (chance of leaving after every purchase ~ Beta)."""

    shift = 1
