"""The rings and the shape of an app, as .importlinter declares them."""

from importlinter.cli import lint_imports

from .tree import ROOT


def test_the_layering_contracts_are_kept(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename=str(ROOT / ".importlinter"), no_logo=True, is_debug_mode=False)
    assert code == 0, capsys.readouterr().out
