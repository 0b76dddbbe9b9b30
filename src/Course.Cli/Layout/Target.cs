namespace Course.Cli.Layout;

/// <summary>What a command is about: one unit, one exercise of it, or everything.</summary>
/// <param name="Units">The units, in order.</param>
/// <param name="Exercise">The exercise's id, "1.2"; null: all of them.</param>
internal sealed record Target(IReadOnlyList<Unit> Units, string? Exercise)
{
    /// <summary>Reads "1", "1.2", "all".</summary>
    /// <exception cref="CliException">The text names nothing that is there.</exception>
    public static Target Parse(CourseTree tree, string text)
    {
        if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) return new Target(Unit.All(tree), null);
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return new Target([Unit.Named(tree, text)], null);

        Unit unit = Unit.Named(tree, text[..dot]);
        return int.TryParse(text.AsSpan(dot + 1), out int number) && number > 0
            ? new Target([unit], $"{unit.Id}.{number}")
            : throw new CliException($"\"{text}\" is no exercise. An exercise is a unit and a number, such as 1.2; `course list {unit.Id}` shows them.", ExitCode.Usage);
    }
}
