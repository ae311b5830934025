"""`python -m riwaya` is the command `riwaya`."""

from riwaya.cli.main import main

main(prog_name="riwaya")
