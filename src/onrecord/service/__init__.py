"""The service: a record's answers, the same for the command line, the web application and Python users."""

from onrecord.service.listing import Filter, Listing
from onrecord.service.record import Record

__all__ = ["Filter", "Listing", "Record"]
