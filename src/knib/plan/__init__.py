"""From a routine to a script, and from a script to a timeline: pure, and exact to the millisecond."""
