"""``python -m cancu`` is ``cancu``."""

from cancu.cli import main

main()
