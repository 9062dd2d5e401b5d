"""Words of a document that contradict it: names, years, phases, titles, reasons that are none."""
