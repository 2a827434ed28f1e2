"""Thresholds that a measurement must reach: a TOML table of measures and least values.

``calibration ece`` and ``calibration brier`` are errors: there the value given is the greatest.
"""

import tomllib
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluation.measures import MEASURES
from kg.evaluation.report import Report

_ERRORS = ("calibration ece", "calibration brier")


def read_thresholds(path: Path) -> dict[str, float]:
    """Return the thresholds of a TOML file, by the names of the measures.

    Raises:
        ConfigError: the file cannot be read, or names a measure that there is not.
    """
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not a file of thresholds: {error}") from error
    for name, value in table.items():
        if name not in MEASURES and name not in _ERRORS:
            raise ConfigError(f"{path}: {name}: no such measure; see kg evaluate --format json")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ConfigError(f"{path}: {name}: {value!r} is not a number from 0 to 1")
    if not table:
        raise ConfigError(f"{path}: no thresholds in it; give lines such as 'joint f1' = 0.4")
    return {name: float(value) for name, value in table.items()}


def failures(report: Report, thresholds: dict[str, float]) -> list[str]:
    """Return a line for each threshold that the report misses; nothing measured is a miss."""
    missed = []
    calibration = report.total.calibration
    measured = {"calibration ece": calibration.ece, "calibration brier": calibration.brier}
    measured |= {name: value.micro for name, value in report.total.values.items()}
    for name, threshold in sorted(thresholds.items()):
        value = measured[name]
        reached = value is not None and (
            value <= threshold if name in _ERRORS else value >= threshold
        )
        if not reached:
            bound = "at most" if name in _ERRORS else "at least"
            shown = "nothing to measure" if value is None else f"{value:.4f}"
            missed.append(f"{name}: {shown}, should be {bound} {threshold}")
    return missed
