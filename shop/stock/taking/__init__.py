"""棚卸 from a file: a sheet with counted numbers is read, judged against the stock of now, and applied at once."""
