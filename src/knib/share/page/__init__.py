"""The page: one HTML file with a session's player, its words and a diary, for a patient's telephone. Pure."""
