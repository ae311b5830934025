"""Has frictionless check the tables that the standard allows and that riwaya itself does not check."""
