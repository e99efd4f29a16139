"""对照: two rules, or two versions of one, topic by topic, with what differs marked."""
