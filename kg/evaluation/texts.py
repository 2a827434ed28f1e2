"""From the offsets of a record's text to those of the text that was annotated."""

from dataclasses import dataclass

from kg.evaluation.gold import Place


@dataclass(frozen=True, slots=True)
class Alignment:
    """Leads from *source* offsets to *target* offsets, by search where the two texts differ."""

    source: str
    target: str

    @property
    def same(self) -> bool:
        """Whether the two texts are one."""
        return self.source == self.target

    def place(self, start: int, end: int, quote: str | None = None) -> Place | None:
        """Return where the quote of source offsets *start* to *end* stands in the target.

        Of several places it is the one nearest to where the quote stands in its own text, as a
        share of the length. ``None`` if the target has not got it. *quote* stands for a source
        text that is not at hand.
        """
        if self.same and quote is None:
            return (start, end) if end <= len(self.target) else None
        words = self.source[start:end] if quote is None else quote
        if self.target[start:end] == words:
            return (start, end)
        length = max(len(self.source), 1) if quote is None else len(self.target)
        return nearest(words, self.target, int(start * len(self.target) / length))


def nearest(quote: str, text: str, wanted: int) -> Place | None:
    """Return the place of *quote* in *text* whose start is nearest to *wanted*, if there is one.

    >>> nearest("the Treaty", "the Treaty or the Treaty", 12)
    (14, 24)
    """
    if not quote:
        return None
    places = []
    start = text.find(quote)
    while start >= 0:
        places.append(start)
        start = text.find(quote, start + 1)
    if not places:
        return _squeezed(quote, text, wanted)
    best = min(places, key=lambda place: (abs(place - wanted), place))
    return (best, best + len(quote))


def _squeezed(quote: str, text: str, wanted: int) -> Place | None:
    """Search without regard to white space, which editions of a text set differently."""
    offsets = [offset for offset, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[offset] for offset in offsets)
    words = "".join(quote.split())
    start, best = bare.find(words) if words else -1, None
    while start >= 0:
        place = (offsets[start], offsets[start + len(words) - 1] + 1)
        if best is None or abs(place[0] - wanted) < abs(best[0] - wanted):
            best = place
        start = bare.find(words, start + 1)
    return best
