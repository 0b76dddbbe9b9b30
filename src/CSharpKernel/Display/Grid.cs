namespace CSharpKernel.Display;

/// <summary>One entry of a grid.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="IsNumber">Whether it stands to the right.</param>
internal readonly record struct GridCell(string Text, bool IsNumber)
{
    /// <summary>A value as an entry.</summary>
    public static GridCell Of(object? value) => new(Lines.Cell(value), Scalars.IsNumber(value));

    /// <summary>Where a row has no such entry.</summary>
    public static GridCell Empty { get; } = new("", false);
}

/// <summary>One row of a grid.</summary>
internal sealed record GridRow(string Label, IReadOnlyList<GridCell> Cells);

/// <summary>A table before it is written: rows under headers.</summary>
/// <param name="Caption">What it shows: the value's type and size.</param>
/// <param name="Corner">What the rows' labels are called; "" where that is plain.</param>
/// <param name="Headers">The columns' names; none: the table has no head.</param>
/// <param name="Rows">The rows, each with a label.</param>
/// <param name="Notes">What is left out.</param>
internal sealed record Grid(string Caption, string Corner, IReadOnlyList<string> Headers, IReadOnlyList<GridRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The numbers of each column written with the same number of decimals, so that their points stand below one another.</summary>
    public Grid Aligned()
    {
        int columns = Rows.Max(row => (int?)row.Cells.Count) ?? 0;
        int[] decimals = [.. Enumerable.Range(0, columns).Select(c => Decimals(Rows.Where(row => c < row.Cells.Count).Select(row => row.Cells[c])))];
        return this with { Rows = [.. Rows.Select(row => row with { Cells = [.. row.Cells.Select((cell, c) => Padded(cell, decimals[c]))] })] };
    }

    /// <summary>All numbers written with the same number of decimals.</summary>
    public Grid AlignedAsOne()
    {
        int decimals = Decimals(Rows.SelectMany(row => row.Cells));
        return this with { Rows = [.. Rows.Select(row => row with { Cells = [.. row.Cells.Select(cell => Padded(cell, decimals))] })] };
    }

    private static int Decimals(IEnumerable<GridCell> cells)
    {
        GridCell[] numbers = [.. cells.Where(cell => cell.IsNumber)];
        return numbers.Any(cell => cell.Text.Contains('E', StringComparison.Ordinal)) ? 0 : numbers.Select(DecimalsOf).DefaultIfEmpty(0).Max();
    }

    private static int DecimalsOf(GridCell cell) => cell.Text.IndexOf('.', StringComparison.Ordinal) is int point and >= 0 ? cell.Text.Length - point - 1 : 0;

    private static GridCell Padded(GridCell cell, int decimals)
    {
        if (decimals == 0 || !cell.IsNumber || !char.IsAsciiDigit(cell.Text[^1]) || cell.Text.Contains('E', StringComparison.Ordinal)) return cell;
        int own = DecimalsOf(cell);
        return cell with { Text = cell.Text + (own == 0 ? "." : "") + new string('0', decimals - own) };
    }
}
