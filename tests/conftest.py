"""What many tests share: where the real records lie, and how expected files are rewritten."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="Rewrite expected files.")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real records beside the project; tests that need them skip where they are missing."""
    folder = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"the real records are not here: {folder.name}/ beside the repository")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT
