"""The pages of what is asked: legal tasks, requirements, programmes and returns."""
