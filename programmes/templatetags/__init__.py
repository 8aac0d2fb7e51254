"""What the templates of what is asked need."""
