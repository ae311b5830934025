"""A data package: its descriptor, its Table Schemas, and its CSV files, read strictly."""
