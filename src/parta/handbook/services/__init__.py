"""Changes of the handbook; one module per noun."""
