"""Number phrases of news texts, such as "more than 20": parsed to a qualifier and a value."""
