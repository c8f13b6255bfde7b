"""Every kind of letter with made-up data, for whoever writes or checks their wording (`mailbot letters preview`)."""
