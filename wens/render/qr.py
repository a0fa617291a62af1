"""An address as a QR code (ISO/IEC 18004), drawn as SVG that stands under a strict content policy. Pure."""

import qrcode

from wens.render import svg

QUIET = 4
"""Modules of white around the code, as the standard asks."""


def drawing(address: str, *, label: str) -> str:
    """Return `address` as an SVG of black squares on white; `label` says to a screen reader what it opens.

    Error correction M: 15 % of the code may be hidden, by a fold or by a head in the hall.
    """
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    about = {"viewBox": f"0 0 {size} {size}", "role": "img", "aria-label": label, "shape_rendering": "crispEdges"}
    return svg.element(
        "svg",
        about,
        svg.element("rect", {"width": size, "height": size, "fill": svg.PAPER}),
        svg.element("path", {"d": path, "fill": "#000000"}),
    )
