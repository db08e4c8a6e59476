"""Reading: from articles to statements with their sources, cues, contents, speakers and dates."""

from onrecord.reading.reader import LANGUAGES, READER, read

__all__ = ["LANGUAGES", "READER", "read"]
