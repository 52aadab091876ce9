"""A folder handed to a telephone in the same room: one secret path, for some minutes, and nothing told of who asked."""
