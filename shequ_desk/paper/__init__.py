"""Papers: PDF sheets with Chinese of every rarity, Excel workbooks, safe file names. Knows no counter."""
