"""OpenURL: what others cite, found here; and what is here, asked of another resolver."""
