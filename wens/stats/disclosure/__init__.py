"""What may be published of linked tables of counts, so that nobody works out what is hidden.

`protect(table, rules) -> pattern` decides what to hide; `audit(published)` says what an attacker can still derive.

Worked example: a wijk of 40 has buurten of 25, 11 and 4, published exactly. 4 is under the threshold and is hidden, but
40 - 25 - 11 gives it back; so 11 is hidden as well. Then the two can be anything that adds up to 15 with one under and
one from ten on: the attacker derives 0 to 5 for the 4. That is narrower than the 0 to 9 that has to stay possible, so
something that lies higher goes too.
"""

from wens.stats.disclosure.auditing import audit
from wens.stats.disclosure.model import Interval, Pattern, Published, Role, Rules, Table
from wens.stats.disclosure.protecting import protect

__all__ = ["Interval", "Pattern", "Published", "Role", "Rules", "Table", "audit", "protect"]
