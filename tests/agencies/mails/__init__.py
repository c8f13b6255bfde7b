"""Whole mails as many different hands write them, each with its files, and whose plans they bring."""
