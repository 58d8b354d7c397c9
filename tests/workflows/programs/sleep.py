"""Stands in for the program `sleep`: no test waits."""
