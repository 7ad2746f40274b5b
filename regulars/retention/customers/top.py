from django.utils.translation import gettext as _


def top_words(share: float | None) -> str:
    """What the smallest set that brings 80 % is called: by the share of buyers it really is here, such as `top 27%`.
    More than half of them are no top."""
    if not share or share > 0.5:
        return _("most of the value")
    return _("top %(share)d%%") % {"share": round(share * 100)}
