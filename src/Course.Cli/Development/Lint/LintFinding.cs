namespace Course.Cli.Development.Lint;

/// <summary>Something a unit still lacks.</summary>
/// <param name="Place">Where: file, and cell with its number and id where there is one.</param>
/// <param name="Fault">What is wrong there.</param>
/// <param name="WhatToDo">What mends it.</param>
internal sealed record LintFinding(string Place, string Fault, string WhatToDo)
{
    /// <summary>The finding in one line.</summary>
    public override string ToString() => $"{Place}: {Fault} → {WhatToDo}";
}
