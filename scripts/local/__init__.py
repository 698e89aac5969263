"""What the commands in ``scripts/`` share: plain standard library, no package needed."""
