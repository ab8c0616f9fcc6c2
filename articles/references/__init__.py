"""参考文献: the sources of an article and the places that cite them."""
