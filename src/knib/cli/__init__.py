"""The command line: reads, calls, writes and reports."""
