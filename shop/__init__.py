"""What people buy: catalogue, stock, basket, checkout, payments, orders, delivery and the law of selling."""
