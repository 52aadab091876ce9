"""Voices: how Danish is read aloud, the engines that speak, and the booth that keeps what was spoken."""
