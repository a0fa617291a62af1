"""Key figures of wijken en buurten of Statistics Netherlands (CBS), and the attributes of its map."""
