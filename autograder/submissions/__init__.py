"""Reading what students hand in, and repairing it before it runs."""
