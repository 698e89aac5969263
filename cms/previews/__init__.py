"""The picture that messengers show of a page whose address is passed on."""
