"""Where mails are examined: local workers and a real cluster."""
