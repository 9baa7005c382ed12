"""Discovery: readers search the library and open what they find."""
