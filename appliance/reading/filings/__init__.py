"""What EDGAR keeps: submissions, forms in XML and SGML, ownership forms as pages."""
