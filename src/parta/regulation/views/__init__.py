"""Pages of the regulation; one module per noun."""
