"""From what rises to trends: tiers, problems, matching, what a trend holds."""
