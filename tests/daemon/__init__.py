"""The whole way of a mail on real servers: sudden death at every step, broken networks, poison, loops."""
