"""What our mails say, to whom, and how somebody stops them; `community.mail` sends them."""
