"""`python -m parta` is the `parta` command."""

from parta.config.command import main

main()
