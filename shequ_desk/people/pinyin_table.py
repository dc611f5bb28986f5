"""pypinyin's table of single characters: 12 MB and 60 ms that only registering and importing need.

Its phrases, three times as dear, are left out; PYPINYIN_NO_PHRASES must stand before the import.
"""

import os

os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin.constants import PINYIN_DICT

TABLE: dict[int, str] = PINYIN_DICT
