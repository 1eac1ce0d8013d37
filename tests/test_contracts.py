"""Four packages, one direction; inside each, from the web down to the rules."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_no_import_goes_against_the_contracts(capsys):
    assert lint_imports(cache_dir=None) == EXIT_STATUS_SUCCESS, capsys.readouterr().out
