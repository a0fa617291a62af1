"""A server has everything at hand before the first visitor comes."""

import os
import subprocess
import sys


def test_a_server_has_read_every_view_before_it_answers(tmp_path):
    code = "import sys, wens.site.wsgi; print(*sorted(sys.modules))"
    environment = {**os.environ, "WENS_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert {"wens.publication.views.pages", "wens.publication.api.service", "wens.render.pdf"} <= set(
        done.stdout.split()
    )
