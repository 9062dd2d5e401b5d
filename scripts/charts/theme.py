"""The look of every chart: colours that follow the page, sizes of text, and the two widths."""

from dataclasses import dataclass

import altair as alt

# Text takes the page's colour; everything else a custom property of the page, with the light
# colour for pages without it.
INK = "currentColor"
SOFT = "var(--mz-soft, #5d6773)"
PAPER = "var(--mz-paper, #fbf9f5)"
CARD = "var(--mz-card, #fff)"
LINE = "var(--mz-line, #e4dfd5)"
C1 = "var(--mz-c1, #17545f)"
C2 = "var(--mz-c2, #c4872a)"
C3 = "var(--mz-c3, #a4482f)"
C4 = "var(--mz-c4, #6f8a4a)"
C5 = "var(--mz-c5, #6a5a86)"
C6 = "var(--mz-c6, #8a8f98)"
COLOURS = (C1, C2, C5, C4, C3, C6)
# On these the paper colour reads well (at least 5 : 1) in light and in dark.
STRONG = (C1, C5, C3)
# What is there must be seen: no bar and no band is thinner, in pixels.
LEAST = 2.0
# The size of small text, and the height of a row of bars, in pixels.
SMALL = 13.5
ROW = 30


@dataclass(frozen=True)
class Canvas:
    """A width to draw for, with the size of its text and the height of a bar, in pixels."""

    name: str
    width: int
    text: float
    bar: int

    @property
    def wide(self) -> bool:
        """Whether there is room for things side by side."""
        return self.width > 500

    @property
    def pitch(self) -> float:
        """From one line of text to the next."""
        return self.text + 4


# For a page's column of text, and for a phone: 320 pixels are the least that WCAG 1.4.10 asks for.
WIDE = Canvas("wide", 760, text=14.5, bar=42)
NARROW = Canvas("narrow", 320, text=14, bar=34)


@alt.theme.register("house", enable=True)
def house() -> alt.theme.ThemeConfig:
    """The Vega-Lite configuration of the house: no frame, no ground, the font of the page."""
    return alt.theme.ThemeConfig(
        # Roles and labels of single marks would be read out one by one; the picture has one text
        # of its own.
        config={
            "aria": False,
            "background": "transparent",
            "font": "inherit",
            "view": {"fill": None, "stroke": None},
        }
    )
