using System.CommandLine;
using Course.Cli.Doctor;
using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Commands;

/// <summary><c>course doctor</c>: whether the machine can do what the course needs, in words.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", "Check the machine, and say what is missing and how to get it.");
        command.SetAction(_ =>
        {
            IReadOnlyList<Finding> findings = Examination.Run(CourseCommand.Tree());
            Show(terminal, findings);
            foreach (string note in Examination.Notes) terminal.Line($"  · {note}");
            return findings.Any(f => f.State == FindingState.Missing) ? ExitCode.Environment : ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Writes the findings, each with what to do.</summary>
    public static void Show(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            string mark = finding.State switch
            {
                FindingState.Good => "[green]ok     [/]",
                FindingState.Advice => "[yellow]advice [/]",
                _ => "[red]missing[/]",
            };
            terminal.Markup($"{mark} {Markup.Escape(finding.Subject)}: {Markup.Escape(finding.Text)}");
            if (finding.WhatToDo is not null) terminal.Line($"        → {finding.WhatToDo}");
        }
    }
}
