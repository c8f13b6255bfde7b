"""What example passages teach: which element a section is like, where the known words leave a doubt."""
