"""`./dev bench`: the speed of the pages people wait for, through the real server, beside the floor of each."""
