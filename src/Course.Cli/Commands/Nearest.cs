using System.CommandLine;

namespace Course.Cli.Commands;

/// <summary>What a person meant who typed a command that there is not.</summary>
internal static class Nearest
{
    private const int MostMistakes = 2;

    /// <summary>Says that there is no such command, and which one is spelled nearly so; null when the line fails for another reason.</summary>
    public static string? Command(ParseResult result)
    {
        Command[] commands = [.. result.CommandResult.Command.Subcommands.Where(command => !command.Hidden)];
        if (commands.Length == 0 || result.UnmatchedTokens is not [var typed, ..] || typed.StartsWith('-')) return null;
        (string Name, int Distance) nearest = commands.Select(command => (command.Name, Distance(typed, command.Name))).MinBy(candidate => candidate.Item2);
        return nearest.Distance <= MostMistakes ? $"There is no command {typed}. Did you mean {nearest.Name}?" : $"There is no command {typed}.";
    }

    /// <summary>How many letters have to be put in, taken out or changed to make one word of the other (Levenshtein, a row at a time).</summary>
    private static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++) row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            above = row;
        }

        return above[^1];
    }
}
