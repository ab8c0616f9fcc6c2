"""使い方: the marketer's guide inside the admin, and the admin's own words and face."""
