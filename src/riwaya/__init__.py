"""Who claims what: a bilingual dataset of reported prisoner exchanges, with its validation and releases."""
