"""Which articles are copies of one story: signed (sign), paired and grouped (group), each pair judged (compare)."""
