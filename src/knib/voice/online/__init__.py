"""What every voice on the network needs: a guard before it, patience with it, and suspicion of its answers."""
