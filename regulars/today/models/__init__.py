from regulars.today.models.decision import Choice, Decision

__all__ = ["Choice", "Decision"]
