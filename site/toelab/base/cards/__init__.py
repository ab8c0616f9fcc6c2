"""The picture that appears where somebody shares a page: its title, set by us."""
