"""What the pages over several floors need."""
