"""The window and its parts."""

from shequ_desk.desk.unread import stop_reading

stop_reading()
