"""`groundswell evaluate …`: figures against streams and worlds whose truth is known."""

import typer

from stream.evaluate.attacks import attacks
from stream.evaluate.calibration import calibration
from stream.evaluate.coldstart import coldstart
from stream.evaluate.complaints import complaints
from stream.evaluate.cost import cost
from stream.evaluate.grouping import grouping
from stream.evaluate.incidents import incidents
from stream.evaluate.quiet import quiet
from stream.evaluate.ratings import ratings
from stream.evaluate.spikes import spikes
from stream.evaluate.transplant import transplant
from stream.evaluate.verdicts import verdicts

app = typer.Typer(no_args_is_help=True)
app.command()(grouping)
app.command()(incidents)
app.command()(coldstart)
app.command()(transplant)
app.command()(verdicts)
app.command()(calibration)
app.command()(spikes)
app.command()(cost)
app.command()(attacks)
app.command()(complaints)
app.command()(ratings)
app.command()(quiet)
