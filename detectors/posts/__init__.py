"""The posts of a brand's last day: what each counts for, who wrote it, and which of them hold a key."""
