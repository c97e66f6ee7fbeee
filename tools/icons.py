"""Draws the icons that must be PNG, for phones' home screens and for previews of shared links: `python tools/icons.py`.

The drawings are the SVG files next to this one; Chromium turns them into pixels.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

DRAWINGS = Path(__file__).parent / "icons"
ICONS = Path(__file__).parent.parent / "static" / "icons"
SIZES = {"touch": (180, 180), "share": (800, 420)}


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            drawing = (DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{drawing}")
            page.screenshot(path=ICONS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
