"""Personal data: findings, redaction, gateway."""
