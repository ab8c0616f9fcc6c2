"""Articles about symptoms say when to see a doctor first."""
