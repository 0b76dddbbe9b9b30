#!/usr/bin/env bash
# Makes docs/graded-cell.png, the README's picture: a cell with a common mistake, and the verdict below it, from a notebook that is really run.
# Needs python3 with nbconvert, and chromium (Debian: python3-nbconvert chromium). PYTHON names another python.
set -euo pipefail
cd "$(dirname "$0")/.."
notebook=notebooks/01-foundations/.graded-cell.ipynb
work=$(mktemp -d)
trap 'rm -rf "$work" "$notebook"' EXIT

"${PYTHON:-python3}" - "$notebook" <<'PYTHON'
import json, sys
def code(id, source): return {"cell_type": "code", "id": id, "metadata": {}, "source": source, "execution_count": None, "outputs": []}
earlier = 'static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();\nstatic bool IsZero(double[] v) => v.All(x => x == 0);'
answer = '''static int[] TopK(double[][] items, double[] query, int k)
{
    ArgumentOutOfRangeException.ThrowIfNegative(k);
    if (IsZero(query) || items.Any(item => item.Length != query.Length))
        throw new ArgumentException("The query or an item is unusable.");
    double[] scores = [.. items.Select(item => IsZero(item) ? double.NegativeInfinity : Dot(item, query))];
    return [.. Enumerable.Range(0, items.Length).OrderByDescending(i => scores[i]).Take(k)];
}'''
notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"display_name": "C#", "language": "csharp", "name": "csharp"}, "language_info": {"name": "csharp"}},
            "cells": [code("import", '#!import "../course.csx"'), code("earlier", earlier), code("answer", answer), code("check", "NearestByCosine.Check(TopK)")]}
json.dump(notebook, open(sys.argv[1], "w"))
PYTHON

./course run "$notebook" --out "$work/run.ipynb" >/dev/null
"${PYTHON:-python3}" - "$work" <<'PYTHON'
import json, sys
path = sys.argv[1] + "/run.ipynb"
notebook = json.load(open(path))
notebook["cells"] = notebook["cells"][2:]
notebook["metadata"]["language_info"]["pygments_lexer"] = "csharp"
json.dump(notebook, open(path, "w"))
PYTHON
"${PYTHON:-python3}" -m nbconvert --log-level WARN --to html "$work/run.ipynb"
sed -i 's|</head>|<style>html, body { margin: 0; padding: 4px 0 0; overflow: hidden } main { margin: 0 !important; padding: 0 !important } .jp-RenderedHTMLCommon { font: 13px sans-serif } .jp-RenderedHTMLCommon ul { margin: 4px 0 4px 8px; padding: 0 }</style></head>|' "$work/run.html"
chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1.25 --window-size="${SIZE:-980,560}" --screenshot="$work/shot.png" "file://$work/run.html" 2>/dev/null
mv "$work/shot.png" docs/graded-cell.png
