namespace Notebooks.Tests;

/// <summary>Solutions as a learner may write them, one file a unit: <c>Solutions/unit-01.csx</c>, cut by lines <c>// == cell-id</c>.</summary>
internal static class WrittenSolutions
{
    private const string Mark = "// == ";

    /// <summary>The solutions of a notebook's stub cells, by cell id; none where there is no file.</summary>
    /// <param name="notebook">The notebook's path: "unit-01-linear-algebra-vectors.ipynb".</param>
    public static IReadOnlyDictionary<string, string> Of(string notebook)
    {
        string unit = string.Join('-', Path.GetFileNameWithoutExtension(notebook).Split('-').Take(2));
        string file = Path.Combine(AppContext.BaseDirectory, "Solutions", unit + ".csx");
        if (!File.Exists(file)) return new Dictionary<string, string>();
        string[] parts = File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n" + Mark);
        return parts.Skip(1).Select(part => part.Split('\n', 2)).ToDictionary(part => part[0].Trim(), part => part[1]);
    }
}
