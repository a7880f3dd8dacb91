"""Printing to PDF."""

from parta.lib import paper


def test_values_reach_the_template(tmp_path):
    template = tmp_path / "word.typ"
    template.write_text("#let values = json(bytes(sys.inputs.values))\n#for word in values.words [#word #pagebreak()]")

    printed = paper.pdf(template, {"words": ["ёж", "дом"]})

    assert printed.startswith(b"%PDF-")
    assert b"/Pages/Count 3/" in printed
