"""What is remembered: reviews made from replies, what is due, what to ask, how it goes. Pure."""
