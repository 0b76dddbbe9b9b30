using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Grading;

/// <summary>A grade as a person reads it: the verdict's own words, its mark in colour.</summary>
internal static class GradeText
{
    /// <summary>Writes the verdict and its notes.</summary>
    public static void Show(Terminal terminal, ExerciseGrade grade)
    {
        string colour = grade.Outcome switch { GradeOutcome.Passed => "green", GradeOutcome.Failed => "red", _ => "grey" };
        foreach (string line in grade.Text.TrimEnd().Split('\n'))
        {
            string shown = line.TrimStart();
            bool marked = shown.StartsWith('✓') || shown.StartsWith('✗') || shown.StartsWith('○');
            if (!marked || terminal.Console.Profile.Capabilities.ColorSystem == ColorSystem.NoColors) terminal.Raw(line);
            else terminal.Markup($"{line[..^shown.Length]}[{colour}]{shown[0]}[/]{Markup.Escape(shown[1..])}");
        }

        foreach (string note in grade.Notes) terminal.Raw($"  Note: {note}");
    }
}
