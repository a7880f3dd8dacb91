"""Codes for a camera (QR)."""

from io import BytesIO


def svg(words: str, *, scale: int = 1, border: int = 0, light: str | None = None) -> str:
    """The words as a picture to put into a page or a print. `border` is in squares of the code; 15 % may be damaged.

    `light` is the colour under the code; None leaves it clear.
    """
    import segno  # here, not above: 4 MB in every process of the server, and few ever draw a code

    drawn = BytesIO()
    segno.make(words, error="m").save(drawn, kind="svg", scale=scale, border=border, light=light, xmldecl=False)
    return drawn.getvalue().decode()
