"""What README and the guides say is what the program does."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from wens.site.postgres import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
RUNNABLE = ("wens ", "python -m worldmaker")


def commands(page: Path) -> list[tuple[str, int]]:
    """Return the commands of a page's console blocks with the exit code that the page promises (``# exit 1``)."""
    found = []
    for block in BLOCK.findall(page.read_text()):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                text, _, promise = line[2:].partition("  # exit ")
                found.append((text.strip(), int(promise or 0)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.stem)
def test_every_command_of_a_page_runs_in_its_order(page, tmp_path):
    home = tmp_path / "home"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WENS_")},
        "WENS_HOME": str(home),
        "WENS_SINGLE_OPERATOR": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    EmbeddedServer(home=home, durable=False).hold()
    try:
        for text, promised in commands(page):
            assert text.startswith(RUNNABLE), f"{page.name}: cannot be run in a test: {text}"
            done = subprocess.run(
                shlex.split(text), cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240
            )
            assert done.returncode == promised, f"{text}\n{done.stdout}\n{done.stderr}"
    finally:
        EmbeddedServer(home=home).destroy()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page):
    broken = [
        target
        for target in LINK.findall(page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_readme_fits_on_a_page():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 80


def test_the_readme_names_every_folder_that_there_is():
    text = (ROOT / "README.md").read_text()
    folders = [path.name for path in (ROOT / "wens").iterdir() if path.is_dir() and not path.name.startswith("__")]
    assert [name for name in folders if f"{name}/" not in text] == []
