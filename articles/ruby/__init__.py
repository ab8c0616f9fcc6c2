"""ふりがな: readings above hard words, written in the editor and kept out of everything but the page itself."""
