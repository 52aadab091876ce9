"""The printed hand-out: what to do, how it feels, when to stop, and a diary. On paper (PDF) and as a page (HTML)."""
