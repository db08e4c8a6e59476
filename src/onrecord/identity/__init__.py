"""Which actors of many articles are one actor: names matched across articles, within what people decided.

The partition of names into actors is a function of the set of names, the codebook and the decisions; in which order the
articles came makes no difference. A record that grows looks names up by
`name_keys` and groups only the `closure` of the new ones.
"""

from onrecord.identity.deriving import actors, closure, rulings
from onrecord.identity.grouping import Identity, Named, Rulings, group
from onrecord.identity.keys import name_keys

__all__ = ["Identity", "Named", "Rulings", "actors", "closure", "group", "name_keys", "rulings"]
