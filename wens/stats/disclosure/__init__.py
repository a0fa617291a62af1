"""What may be published of linked tables of counts, so that nobody works out what is hidden.

`protect(table, rules) -> pattern` decides what to hide; `audit(published)` says what an attacker can still derive.

Worked example: a wijk of 40 has buurten of 25, 11 and 4, published exactly. 4 is under the threshold and is hidden,
but 40 - 25 - 11 gives it back; so 11 is hidden as well. Then the two together are 15, and the 4 can be anything from 0
to 9: it is protected. Had the 11 been left out with the words "this one is not small", 4 would be known to be 5 at
most; so nobody is told which of the two was too small.
"""

from wens.stats.disclosure.auditing import audit
from wens.stats.disclosure.model import Interval, Pattern, Published, Role, Rules, Table
from wens.stats.disclosure.protecting import protect
from wens.stats.disclosure.several import protect_each

__all__ = ["Interval", "Pattern", "Published", "Role", "Rules", "Table", "audit", "protect", "protect_each"]
