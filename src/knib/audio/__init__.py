"""Sound: clips, tones, stitching and MP3. Needs no voice."""
