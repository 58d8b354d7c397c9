"""What helps people to edit the packages: JSON Schemas for editors, and new entries that leave the data valid."""
