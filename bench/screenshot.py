"""Take a picture of a page: ``python bench/screenshot.py page.html page.png``.

Needs Chromium (Debian: ``apt-get install chromium``). Give ``--select IRI`` to open a network
page on a document, ``--dark`` for the dark colours.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=4000",
)


def screenshot(
    page: Path, picture: Path, *, size: str = "1400x900", select: str = "", dark: bool = False
) -> None:
    """Write ``picture`` (PNG), ``size`` CSS pixels, of ``page``.

    Raises FileNotFoundError without Chromium or page, RuntimeError where Chromium draws nothing.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise FileNotFoundError("Chromium is not installed; on Debian: apt-get install chromium")
    if not page.is_file():
        raise FileNotFoundError(f"{page} is not a file; write the page first: cancu view -o {page}")
    address = page.resolve().as_uri() + (f"#{quote(select, safe='')}" if select else "")
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(
            [
                chromium,
                *_FLAGS,
                *(["--blink-settings=preferredColorScheme=0"] if dark else []),
                f"--user-data-dir={profile}",
                f"--window-size={size.replace('x', ',')}",
                f"--screenshot={picture.resolve()}",
                address,
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    if run.returncode or not picture.is_file():
        raise RuntimeError(f"Chromium did not draw {page}:\n{run.stderr.strip()}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Take a picture of a page with Chromium.")
    parser.add_argument("page", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--size", default="1400x900", metavar="WIDTHxHEIGHT")
    parser.add_argument("--select", default="", metavar="IRI")
    parser.add_argument("--dark", action="store_true")
    asked = parser.parse_args()
    screenshot(asked.page, asked.picture, size=asked.size, select=asked.select, dark=asked.dark)


if __name__ == "__main__":
    main()
