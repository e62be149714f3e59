"""A headless Chromium that tells what a page asked for, what went wrong and how long it took."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
)


@contextmanager
def open_chromium() -> Iterator[WebDriver]:
    """Start Chromium with a fresh profile; skip the test where it cannot be had."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver_path is None:
        pytest.skip("Chromium is not installed (Debian: chromium, chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    with TemporaryDirectory() as profile:
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(
            options=options, service=webdriver.ChromeService(executable_path=driver_path)
        )
        try:
            yield driver
        finally:
            driver.quit()


def open_page(driver: WebDriver, html: str, folder: Path, *, name: str = "page.html") -> None:
    """Write ``html`` into ``folder`` and open it from disk, all earlier log entries forgotten."""
    page = folder / name
    page.write_text(html, encoding="utf-8")
    driver.get("about:blank")
    driver.get_log("performance")
    driver.get_log("browser")
    driver.get(page.as_uri())


def requests(driver: WebDriver) -> list[str]:
    """Return the addresses asked for since the page was opened, the page itself left out.

    What the page's own policy stopped never left; the console tells of it (:func:`complaints`).
    """
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    stopped = {
        message["params"]["requestId"]
        for message in messages
        if message["method"] == "Network.loadingFailed"
        and message["params"].get("blockedReason") == "csp"
    }
    sent = [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
        and message["params"]["requestId"] not in stopped
    ]
    return [url for url in sent if url != driver.current_url.split("#")[0] and url[:5] != "data:"]


def complaints(driver: WebDriver) -> list[dict[str, Any]]:
    """Return what the console says, warnings and policy violations included."""
    return list(driver.get_log("browser"))


def drawn_after(driver: WebDriver) -> float:
    """Wait for the first drawing of the graph; return milliseconds since the page was asked for."""
    from selenium.webdriver.support.wait import WebDriverWait

    script = "return document.documentElement.dataset.drawn"
    return float(WebDriverWait(driver, 20).until(lambda d: d.execute_script(script)))
