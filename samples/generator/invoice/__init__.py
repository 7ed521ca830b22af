"""Invoices: what is owed (``claim``), PDF layouts (``page``), the embedded XML (``cii``)."""
