"""新旧对照: a newer version of a rule beside the older, what rests on words that changed confirmed one by one."""
