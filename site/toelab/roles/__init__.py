"""Who may do what in the admin: four groups and one approval workflow, made once and then left to the owner."""
