"""A programme to be seen and heard: its files' names, its playlist, and an overview of its weeks."""
