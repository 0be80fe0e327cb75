"""Dates with a time, in the order of Django's own Arabic dates: without this they would have the English one."""

DATETIME_FORMAT = "j F Y، g:i A"
DATE_FORMAT = "j F Y"
SHORT_DATETIME_FORMAT = "d/m/Y g:i A"
