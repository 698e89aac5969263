"""What the apps below ask of entries, registered in `districts.apps`: inbox, history, accounts."""
