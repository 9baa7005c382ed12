"""Forms about people. Every field may be pasted into, and says to the browser what belongs there."""
