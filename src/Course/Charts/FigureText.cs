namespace Course.Charts;

/// <summary>A figure in words, for readers who do not see it.</summary>
internal static class FigureText
{
    public static string Of(Figure figure) =>
        string.Join('\n', figure.Marks.Select(mark => Line(figure, mark)).Prepend($"{figure.Title} ({figure.YAxis} over {figure.XAxis})"));

    private static string Line(Figure figure, Mark mark)
    {
        int[] drawn = [.. Enumerable.Range(0, mark.X.Length).Where(i => Figure.Drawn(mark, i))];
        int missing = mark.X.Length - drawn.Length;
        string left = missing == 0 ? "" : FormattableString.Invariant($" {missing} not finite, not drawn.");
        if (drawn.Length == 0) return $"{mark.Name}: no points.{left}";
        return mark.Kind switch
        {
            MarkKind.Arrows => $"{mark.Name}: arrows {string.Join(", ", Enumerable.Range(0, mark.X.Length / 2).Take(6).Select(i => $"{Point(mark, 2 * i)} to {Point(mark, 2 * i + 1)}"))}.{left}",
            MarkKind.Bars when figure.Categories.Count > 0 => $"{mark.Name}: {string.Join(", ", drawn.Take(12).Select(i => $"{figure.Categories[i]} {Significant.Text(mark.Y[i])}"))}.{left}",
            _ => FormattableString.Invariant($"{mark.Name}: {drawn.Length} points, {figure.XAxis} {Range(drawn.Select(i => mark.X[i]))}, {figure.YAxis} {Range(drawn.Select(i => mark.Y[i]))}.{left}"),
        };
    }

    private static string Point(Mark mark, int i) => $"({Significant.Text(mark.X[i])}, {Significant.Text(mark.Y[i])})";

    private static string Range(IEnumerable<double> values) => $"{Significant.Text(values.Min())} to {Significant.Text(values.Max())}";
}
