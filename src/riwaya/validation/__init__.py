"""Rules and schema checks, the report that they make, and reporters that write it."""
