"""What rows of terms say of a dose: each pattern makes of one reading the readings that it allows."""
