"""What people read: topics, articles, people, approaches, where to start, review, links and import."""
