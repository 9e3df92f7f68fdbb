"""The filter language: text becomes a predicate over the columns of a log. Knows no kinds."""
