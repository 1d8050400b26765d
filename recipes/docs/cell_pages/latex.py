"""Equations in the textbook's symbols."""


def textbook(text):
    r"""Writes `x<t>` as $x^{\langle t \rangle}$; the lines of an equation stay."""
    for step in ("t-1", "t"):
        text = text.replace(f"<{step}>", rf"^{{\langle {step} \rangle}}")
    return text.strip()
