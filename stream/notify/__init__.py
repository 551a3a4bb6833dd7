"""Delivery: alerts to the people and services that are to act on them, each receiver at its own pace."""
