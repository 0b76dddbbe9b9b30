using System.CommandLine;
using Course.Cli.Exercises;

namespace Course.Cli.Commands;

/// <summary><c>course hint</c>: the next hint that was not read yet, or one by its number.</summary>
internal static class HintCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var exercise = new Argument<string?>("exercise") { Description = "The exercise (1.2); without it, the next one.", Arity = ArgumentArity.ZeroOrOne };
        var number = new Option<int?>("--number", "-n") { Description = "A hint by its number, from 1." };
        var command = new Command("hint", "Read the next hint of an exercise.") { exercise, number };
        command.SetAction(parsed => Run(context, context.ExerciseOrNext(parsed.GetValue(exercise)), parsed.GetValue(number)));
        return command;
    }

    private static int Run(CommandContext context, ExerciseEntry exercise, int? number)
    {
        IReadOnlyList<string> hints = exercise.Create().Hints;
        int shown = number ?? Enumerable.Range(1, hints.Count).Except(context.Standing.HintsRead(exercise)).DefaultIfEmpty(hints.Count).First();
        if (shown < 1 || shown > hints.Count) throw new CliException($"Exercise {exercise.Id} has the hints 1 to {hints.Count}; there is no hint {shown}.", ExitCode.Usage);
        string? notWritten = context.Progress.Append(new ProgressEntry(ProgressKind.Hint, exercise.Id) { Number = shown });
        context.Terminal.Line(new Hint(exercise.Attribute, shown, hints.Count, hints[shown - 1]).ToString());
        if (notWritten is not null) context.Error.Line(notWritten);
        return ExitCode.Ok;
    }
}
