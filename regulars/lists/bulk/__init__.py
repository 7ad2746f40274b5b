from regulars.lists.bulk.closing import close
from regulars.lists.bulk.doing import begin, carry_out, stop
from regulars.lists.bulk.putting_back import ask_back, carry_back

__all__ = ["ask_back", "begin", "carry_back", "carry_out", "close", "stop"]
