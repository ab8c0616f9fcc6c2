"""The staff's side of the shop: what people see of it in the Wagtail admin."""
