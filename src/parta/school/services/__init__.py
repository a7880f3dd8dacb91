"""One function per change a person can make at the school; each in one transaction with its history."""
