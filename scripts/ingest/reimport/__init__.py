"""Our own downloads coming back."""
