using System.CommandLine;
using Course.Cli.Exercises;

namespace Course.Cli.Commands;

/// <summary><c>course solution</c>: the source of the reference, free after a pass.</summary>
internal static class SolutionCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var exercise = new Argument<string>("exercise") { Description = "The exercise (1.2)." };
        var reveal = new Option<bool>("--reveal") { Description = "Show it before you have passed; your progress remembers it." };
        var command = new Command("solution", "Show the reference solution of an exercise.") { exercise, reveal };
        command.SetAction(parsed => Run(context, context.Exercise(parsed.GetValue(exercise)!), parsed.GetValue(reveal)));
        return command;
    }

    private static int Run(CommandContext context, ExerciseEntry exercise, bool reveal)
    {
        if (!reveal && !context.Progress.HasPassed(exercise.Id))
        {
            context.Terminal.Line($"You have not passed exercise {exercise.Id} yet. `course hint {exercise.Id}` helps; `course solution {exercise.Id} --reveal` shows the solution, and your progress remembers it.");
            return ExitCode.Failed;
        }

        // The exercise's own method also remembers a reveal, in the log of the course that COURSE_HOME names.
        context.Terminal.Raw(exercise.Solution().ToString());
        return ExitCode.Ok;
    }
}
