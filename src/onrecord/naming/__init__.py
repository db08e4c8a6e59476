"""What names are: those of people, countries and organizations taken apart, compared and keyed."""
