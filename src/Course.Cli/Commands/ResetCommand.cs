using System.CommandLine;
using Course.Cli.Building;
using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Notebooks;

namespace Course.Cli.Commands;

/// <summary><c>course reset</c>: a notebook, or the cells of one exercise, as shipped. The learner's file is kept first.</summary>
internal static class ResetCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var what = new Argument<string>("what") { Description = "A unit (1) or an exercise (1.2)." };
        var undo = new Option<bool>("--undo") { Description = "Put the notebook back as it was before the last reset." };
        var command = new Command("reset", "Bring a notebook or an exercise back as shipped; your file is backed up first.") { what, undo };
        command.SetAction(parsed => Run(context, Parse(context.Tree, parsed.GetValue(what)!), parsed.GetValue(undo)));
        return command;
    }

    /// <summary>Reads what to reset. A notebook that was deleted is found by the name it was shipped with.</summary>
    private static Target Parse(CourseTree tree, string text)
    {
        UnitId? id = UnitId.TryParse(text.Split('.')[0]);
        bool there = Unit.All(tree).Any(u => u.Id == id);
        return !there && id is { } deleted && ShippedNotebook.Find(tree, deleted) is { } path ? new Target([new Unit(deleted, deleted.Text, path)], null) : Target.Parse(tree, text);
    }

    private static int Run(CommandContext context, Target target, bool undo)
    {
        if (target.Units is not [Unit unit]) throw new CliException("Name one unit or one exercise: reset does not take \"all\".", ExitCode.Usage);
        var backups = new Backups(context.Tree, context.Clock);
        if (undo) return Undo(context, unit, backups);

        string shipped = ShippedNotebook.Text(context.Tree, unit.Path)
            ?? throw new CliException($"The shipped version of {context.Tree.Shown(unit.Path)} is not to be found: this folder is no git clone, and `course start` has kept no copy.", ExitCode.Environment);
        string text = target.Exercise is null ? shipped : OneExercise(context, unit, context.Exercise(target.Exercise), shipped);
        string? backup = backups.Save(unit.Path);
        AtomicFile.Write(unit.Path, text);
        context.Terminal.Line($"{(target.Exercise is null ? $"Unit {unit.Id}" : $"Exercise {target.Exercise}")} is as shipped again: {context.Tree.Shown(unit.Path)}");
        if (backup is not null) context.Terminal.Line($"Your file before that: {context.Tree.Shown(backup)} (`course reset {unit.Id} --undo` puts it back)");
        context.Terminal.Line("Is it open in VS Code? Use File → Revert File there, so that the editor does not write its old version over it.");
        return ExitCode.Ok;
    }

    private static int Undo(CommandContext context, Unit unit, Backups backups)
    {
        (string restored, string? replaced) = backups.Undo(unit.Path)
            ?? throw new CliException($"There is no backup of {context.Tree.Shown(unit.Path)} left to put back.");
        context.Terminal.Line($"{context.Tree.Shown(unit.Path)} is as it was before the reset ({Path.GetFileName(restored)}).");
        if (replaced is not null) context.Terminal.Line($"What it replaced: {context.Tree.Shown(replaced)}");
        return ExitCode.Ok;
    }

    private static string OneExercise(CommandContext context, Unit unit, ExerciseEntry exercise, string shipped)
    {
        Notebook original = NotebookReader.Read(shipped, "the shipped notebook");
        Notebook own = NotebookReader.ReadFile(unit.Path);
        if (!ExerciseCells.Reset(own, original, exercise.Name))
            throw new CliException($"The shipped notebook has no cells of exercise {exercise.Id}. `course reset {unit.Id}` brings the whole notebook back.", ExitCode.Environment);
        return NotebookWriter.WithOutputs(own);
    }
}
