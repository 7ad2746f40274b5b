from regulars.finding.models.document import Document, Word
from regulars.finding.models.visit import Visit, VisitedKind, visited, visits_of

__all__ = ["Document", "Visit", "VisitedKind", "Word", "visited", "visits_of"]
