from regulars.people.tagging.tagged import add_tag, remove_tag, tag_named
from regulars.people.tagging.tags import archive_tag, bring_back_tag, change_tag, join_tags

__all__ = ["add_tag", "archive_tag", "bring_back_tag", "change_tag", "join_tags", "remove_tag", "tag_named"]
