"""What each circular demands, as data: one folder per round; read by mailbot.rules only."""
