"""What the apps below ask of editorial pages, registered in `cms.apps`."""
