"""The board: what an operations team has open in a browser, read from the topics by a process of its own."""
