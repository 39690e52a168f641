"""What came out of work: commits, merged changes, closed tickets."""
