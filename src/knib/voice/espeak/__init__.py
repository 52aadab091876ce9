"""What lies below the eSpeak NG engine: its voice, its data folder, its library and its program."""
