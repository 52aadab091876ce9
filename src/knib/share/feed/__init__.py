"""A private podcast: sessions as the episodes of a feed that nobody finds who was not given its address."""
