"""`groundswell evaluate …`: figures against streams and worlds whose truth is known."""

import typer

from stream.evaluate.verdicts import verdicts

app = typer.Typer(no_args_is_help=True)
app.command()(verdicts)
