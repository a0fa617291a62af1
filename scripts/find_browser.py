"""Say whether the browser tests will run here, and with which browser."""

import shutil

found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
if found:
    print(f"Browser tests run with {found}.")
else:
    print("No Chromium here: the browser tests are skipped and counted. To run them: sudo apt install chromium")
