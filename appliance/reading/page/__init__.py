"""From loose words to a page: rows, columns, tables, running headers, regions."""
