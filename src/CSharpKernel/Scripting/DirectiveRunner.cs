using System.Text.Json;

namespace CSharpKernel.Scripting;

/// <summary>Carries out the directives of cells and imported files.</summary>
/// <param name="store">Where references go.</param>
/// <param name="scope">Where progress and notices are shown.</param>
internal sealed class DirectiveRunner(AssemblyStore store, SessionScope scope)
{
    /// <summary>The directives, each with what it does.</summary>
    public static IReadOnlyDictionary<string, string> Known { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["#r"] = "refers to an assembly (#r \"path/to/Library.dll\") or a package (#r \"nuget: Name, Version\")",
        ["#i"] = "adds a package source (#i \"nuget: https://…\")",
        ["#load"] = "runs a file, as #!import does",
        ["#!import"] = "runs a .csx, .cs or .ipynb file; its usings and declarations are shared with the cells",
        ["#!time"] = "shows how long the cell took",
        ["#!stack"] = "shows the whole stack of the last error",
        ["#!lsmagic"] = "lists these directives",
        ["#!csharp"] = "says that the cell is C#, as all are",
    };

    /// <summary>Carries out all directives of a cell or file, in order.</summary>
    /// <exception cref="DirectiveException">One cannot be carried out.</exception>
    public void Run(CellSource source, DirectiveContext context)
    {
        foreach (Directive directive in source.Directives)
        {
            context.Stop.ThrowIfCancellationRequested();
            try
            {
                Run(directive, context);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new DirectiveException($"{context.Place}, line {directive.Line}: {directive.Name} \"{directive.Argument}\": {exception.Message}", exception);
            }
        }
    }

    private void Run(Directive directive, DirectiveContext context)
    {
        switch (directive.Name)
        {
            case "#r":
                Reference(directive, context);
                break;
            case "#!import" or "#load":
                Import(directive, context);
                break;
            case "#!time":
                context.Time = true;
                break;
            case "#!stack":
                scope.Output.Write(OutputStream.Out, (scope.LastError?.ToString() ?? "No cell has failed yet.") + "\n");
                break;
            case "#!lsmagic":
                scope.Output.Write(OutputStream.Out, string.Concat(Known.Select(d => $"{d.Key,-10} {d.Value}\n")));
                break;
            case "#!csharp" or "#!c#" or "#!C#":
                break;
            default:
                throw new DirectiveException($"{context.Place}, line {directive.Line}: {directive.Name} is unknown here. Known: {string.Join(", ", Known.Keys)}.");
        }
    }

    private void Reference(Directive directive, DirectiveContext context)
    {
        if (context.Find(directive.Argument) is { } path)
        {
            if (store.AddFile(path) is { } notice) scope.Output.Write(OutputStream.Error, notice);
            return;
        }

        if (AssemblyStore.IsFrameworkAssembly(directive.Argument)) return;
        throw NotFound(directive, context);
    }

    private void Import(Directive directive, DirectiveContext context)
    {
        string path = context.Find(directive.Argument) ?? throw NotFound(directive, context);
        if (context.Importing.Contains(path)) throw new DirectiveException($"{context.Place}, line {directive.Line}: {path} imports itself.");
        DirectiveContext inside = context.Of(path);
        foreach (string code in CodeOf(path))
        {
            CellSource source = CellSource.Parse(code);
            Run(source, inside);
            if (!string.IsNullOrWhiteSpace(source.Code)) inside.RunImported(source.Code, inside.Place);
        }
    }

    /// <summary>The pieces of code in a file: of a notebook its code cells, of any other file its text.</summary>
    private static IReadOnlyList<string> CodeOf(string path)
    {
        string text = File.ReadAllText(path);
        if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)) return [text];
        try
        {
            using JsonDocument notebook = JsonDocument.Parse(text);
            return [.. notebook.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").ValueEquals("code")).Select(cell => TextOf(cell.GetProperty("source")))];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DirectiveException($"{path} is no notebook. {exception.Message}", exception);
        }
    }

    private static string TextOf(JsonElement source) =>
        source.ValueKind == JsonValueKind.Array ? string.Concat(source.EnumerateArray().Select(line => line.GetString())) : source.GetString() ?? "";

    private static DirectiveException NotFound(Directive directive, DirectiveContext context) =>
        new($"{context.Place}, line {directive.Line}: {directive.Name} \"{directive.Argument}\": there is no such file. Looked in:\n"
            + string.Join('\n', context.Directories.Select(folder => "  " + folder)));
}
