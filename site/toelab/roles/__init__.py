"""Who may do what in the admin: four groups and one approval workflow, made once and then left to the owner;
what is added to the site later is given once."""
