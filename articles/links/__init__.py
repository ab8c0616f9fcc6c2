"""Links between pages that never lead a reader into a void."""
