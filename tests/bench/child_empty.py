"""An empty PySide6 window: what every start is compared with."""

import sys

from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.paint import answer, painted

if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.show()
    answer({"painted": painted(application, window)})
