"""Who sent it and whose plan it is: the registry of agencies, their names, the evidence, the routes."""
