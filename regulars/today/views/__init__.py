from regulars.today.views.act import act
from regulars.today.views.digest import digest
from regulars.today.views.later import later
from regulars.today.views.let_go import let_go
from regulars.today.views.today import today
from regulars.today.views.undo import undo

__all__ = ["act", "digest", "later", "let_go", "today", "undo"]
