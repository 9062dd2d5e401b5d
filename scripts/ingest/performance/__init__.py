"""From forms of performance goals to rows: sheets, funds, indicators."""
