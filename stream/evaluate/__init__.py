"""`groundswell evaluate …`: figures against streams and worlds whose truth is known."""
