"""What people say below pages: where, to whom, about which words, and when it is settled."""
