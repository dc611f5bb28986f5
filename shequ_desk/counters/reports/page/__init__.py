"""The reports page and the sheet that opens a figure's rows."""
