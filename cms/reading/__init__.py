"""What readers of editorial pages get: which page, in which language, with what around it."""
