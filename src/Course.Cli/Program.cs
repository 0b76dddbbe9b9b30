return await Course.Cli.Commands.CourseCommand.RunAsync(args, Course.Cli.Terminals.Terminal.OfProcess());
