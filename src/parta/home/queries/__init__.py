"""What the desks read: one module a role. Each function is a constant number of queries."""
