"""The benchmarks' table: rows, their targets, and how it is measured and printed."""
import dataclasses
import statistics


@dataclasses.dataclass
class AtMost:
    """A target: `factor` times what `beside` has, or `factor` itself; `more` on top of it."""
    factor: float
    beside: str = ""
    more: float = 0

    def limit(self, medians):
        """The figure that is just good enough; None if who it is to be compared with is not here."""
        if not self.beside:
            return self.factor + self.more
        return medians[self.beside] * self.factor + self.more if self.beside in medians else None

    tightest = staticmethod(min)

    @staticmethod
    def met(value, limit):
        return value <= limit


class AtLeast(AtMost):
    """The same where more is better: throughput."""
    tightest = staticmethod(max)

    @staticmethod
    def met(value, limit):
        return value >= limit


@dataclasses.dataclass
class Row:
    """One work that the contenders do. Where one number of its program is not all, a row has a `run` of its own."""
    work: str
    title: str
    count: int
    plain: list = dataclasses.field(default_factory=list)       # targets when nothing is recorded
    recorded: list = dataclasses.field(default_factory=list)
    slow: int = 20                                              # Python and Node do so many times fewer

    def count_for(self, contender):
        return self.count // self.slow if contender.slow else self.count

    def run(self, contender):
        """One figure; None if the contender does not do this work."""
        return contender.number(self.work, self.count_for(contender))


def median_figures(row, contenders, runs):
    """By the contender's name. All take turns, so that a slow moment of the machine strikes everybody."""
    figures = {contender.name: [] for contender in contenders}
    for _ in range(runs):
        for contender in contenders:
            if figures[contender.name] is not None:
                value = row.run(contender)
                figures[contender.name] = None if value is None else figures[contender.name] + [value]
    return {name: statistics.median(f) for name, f in figures.items() if f}


def verdict(value, targets, medians):
    """What the targets allow, and whether that is kept; empty if there is none."""
    limits = [limit for limit in (target.limit(medians) for target in targets) if limit is not None]
    if not limits or value is None:
        return "", ""
    limit = targets[0].tightest(limits)
    return text_of(limit), "met" if targets[0].met(value, limit) else "NOT"


def text_of(value):
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def beside(value, ours):
    """A peer's figure, and ours as a part of it."""
    return f"{text_of(value)} ({ours / value:.2f})" if value and ours else text_of(value)


def print_table(rows, contenders, runs):
    """Measures and prints row by row. `ours` and `recorded` are columns with targets. Returns how many are missed."""
    others = [c.name for c in contenders if c.name not in ("ours", "recorded")]
    line = "{:46}" + "{:>9}{:>9} {:4}" * 2 + "{:>19}" * len(others)
    print(line.format("", "ours", "target", "", "recorded", "target", "", *[f"{name} (ours/it)" for name in others]), flush=True)
    missed = 0
    for row in rows:
        medians = median_figures(row, contenders, runs)
        ours, recorded = medians.get("ours"), medians.get("recorded")
        plain, with_log = verdict(ours, row.plain, medians), verdict(recorded, row.recorded, medians)
        missed += [plain[1], with_log[1]].count("NOT")
        print(line.format(row.title, text_of(ours), *plain, text_of(recorded), *with_log,
                          *[beside(medians.get(name), ours) for name in others]), flush=True)
    return missed
