"""Own recordings: a take cut into its lines, and the folder where they are kept."""
