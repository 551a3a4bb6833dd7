"""How alike people write: the terms of their posts as numbers, what these weigh, and how alike posts are by them."""
