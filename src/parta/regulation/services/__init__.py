"""Changes of the regulation; one module per noun."""
