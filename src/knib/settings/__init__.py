"""The settings of this machine's user: read from one TOML file and from the environment."""
