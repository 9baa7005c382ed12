"""What staff say of agreements: every form tells its values and why, and writes nothing."""
