"""Make the sample documents anew: ``python -m cancu.samples.make``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from cancu.samples.make import to_docx, to_html, to_pdf, to_txt
from cancu.samples.make.source import Sample, read

SAMPLES = Path(__file__).resolve().parents[1]
RENDERERS: dict[str, Callable[[Sample], bytes]] = {
    "docx": to_docx.render,
    "pdf": to_pdf.render,
    "html": to_html.render,
    "txt": to_txt.render,
}


def make(out: Path, fonts: Path | None = None) -> list[Path]:
    """Render every text of samples/content into ``out``; return the files written.

    The first of a sample's formats goes to its folder, all of them to ``formats`` where there
    are several.
    """
    to_pdf.load_fonts(fonts)
    written = []
    for path in sorted((SAMPLES / "content").glob("*.md")):
        sample = read(path)
        targets = [(sample.folder, sample.formats[0])]
        if len(sample.formats) > 1:
            targets += [("formats", name) for name in sample.formats]
        for folder, name in targets:
            target = out / folder / f"{sample.stem}.{name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(RENDERERS[name](sample))
            written.append(target)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m cancu.samples.make", description=__doc__)
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder to write into")
    parser.add_argument("--fonts", type=Path, help="folder of LiberationSerif-*.ttf")
    options = parser.parse_args()
    for path in make(options.out, options.fonts):
        print(f"{path.stat().st_size:>8,}  {path}")


if __name__ == "__main__":
    main()
