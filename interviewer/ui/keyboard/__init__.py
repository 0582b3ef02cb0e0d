"""What a terminal sends, read without any toolkit: pieces of its protocols, keys, pastes."""
