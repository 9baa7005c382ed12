"""Access: whether links work, what readers report, who mends it and how long it took, and how readers off campus get through."""
