"""A cue as nothing but words: what an engine would obey instead of read is taken out."""


def plain(text: str) -> str:
    """Take out square brackets, in which eSpeak NG and Piper take phonemes, and what cannot be printed."""
    if not text.isprintable() or "[" in text or "]" in text:  # most cues are spared the walk from sign to sign
        text = "".join(" " if c in "[]" or not c.isprintable() else c for c in text)
    return " ".join(text.split())
