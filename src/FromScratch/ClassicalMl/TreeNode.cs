namespace FromScratch.ClassicalMl;

/// <summary>A node of a decision tree: a question, or an answer.</summary>
/// <param name="Value">The mean answer of the training rows that came here; of labels 0 and 1 the share of 1.</param>
/// <param name="Count">How many these are.</param>
/// <param name="Error">Their squared distances from Value, summed.</param>
/// <param name="Feature">The column that is asked for; −1 in a leaf.</param>
/// <param name="Threshold">Rows with a value up to this go left.</param>
/// <param name="Left">Null in a leaf.</param>
/// <param name="Right">Null in a leaf.</param>
public sealed record TreeNode(double Value, int Count, double Error, int Feature = -1, double Threshold = double.NaN, TreeNode? Left = null, TreeNode? Right = null)
{
    /// <summary>Whether it answers.</summary>
    public bool IsLeaf => Left is null;

    /// <summary>How many leaves there are from here on.</summary>
    public int Leaves => Left is null || Right is null ? 1 : Left.Leaves + Right.Leaves;

    /// <summary>The longest row of questions from here on; 0 for a leaf.</summary>
    public int Depth => Left is null || Right is null ? 0 : 1 + Math.Max(Left.Depth, Right.Depth);

    /// <summary>The summed squared errors of the leaves from here on.</summary>
    public double LeafError => Left is null || Right is null ? Error : Left.LeafError + Right.LeafError;

    /// <summary>This node and all below it, each before its children.</summary>
    public IEnumerable<TreeNode> All() => Left is null || Right is null ? [this] : [this, .. Left.All(), .. Right.All()];

    /// <summary>The questions, indented, with the answers in the leaves.</summary>
    /// <param name="names">The columns' names; null for x0, x1, ….</param>
    public string ToText(string[]? names = null) => Text(names, "");

    private string Text(string[]? names, string indent)
    {
        if (Left is null || Right is null) return FormattableString.Invariant($"{indent}→ {Value:0.###} ({Count} rows)");
        string name = names?[Feature] ?? $"x{Feature}";
        return FormattableString.Invariant($"{indent}{name} ≤ {Threshold:0.###}?\n{Left.Text(names, indent + "  ")}\n{indent}else\n{Right.Text(names, indent + "  ")}");
    }
}
