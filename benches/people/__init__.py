"""bin/bench people: the screens one lives in all day, in a firm of 200,000 accounts and a million people.

Whatever of it is imported finds Django set up: every module here works on an installation.
"""

import django

django.setup()
