"""From what rises to trends: problems, matching, what a trend holds."""
