using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Language;

/// <summary>Completion on a line that speaks to the kernel: the directive's name, or the path it is given.</summary>
internal static class DirectiveCompletion
{
    private static readonly string[] _scripts = [".csx", ".cs", ".ipynb"];
    private static readonly string[] _assemblies = [".dll"];

    /// <summary>What completes the directive at the cursor; null when the cursor is in no directive.</summary>
    public static CompletionList? At(string code, int position, string directory)
    {
        int lineStart = code.LastIndexOf('\n', Math.Max(0, position - 1), position) + 1;
        string line = code[lineStart..position].TrimStart();
        if (!line.StartsWith('#') || !IsDirective(code, position - line.Length)) return null;
        int nameEnd = line.IndexOfAny([' ', '\t', '"']);
        if (nameEnd < 0) return Names(line);
        string[] types = line[..nameEnd] switch { "#r" => _assemblies, "#load" or "#!import" => _scripts, _ => [] };
        return types.Length == 0 ? new CompletionList("") : Paths(line[nameEnd..].TrimStart().TrimStart('"'), directory, types);
    }

    // A raw string may have a line that begins with #: only the parser knows.
    private static bool IsDirective(string code, int hash)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, CellSource.ScriptOptions).GetRoot();
        return root.FindTrivia(hash) is { RawKind: not 0 } trivia && (trivia.IsDirective || trivia.IsKind(SyntaxKind.BadDirectiveTrivia) || trivia.IsKind(SyntaxKind.SkippedTokensTrivia));
    }

    private static CompletionList Names(string begun)
    {
        var list = new CompletionList(begun);
        foreach ((string name, string meaning) in DirectiveRunner.Known) list.Add(name, "directive", 0, meaning);
        return list;
    }

    private static CompletionList Paths(string begun, string directory, string[] types)
    {
        if (begun.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return new CompletionList("");
        int cut = begun.LastIndexOfAny(['/', '\\']) + 1;
        var list = new CompletionList(begun[cut..]);
        if (types == _assemblies && cut == 0) list.Add("nuget: ", "directive", 2, "a package: #r \"nuget: Name, Version\"");
        string folder = Path.GetFullPath(Path.Combine(directory, begun[..cut].Replace('\\', '/')));
        try
        {
            var visible = new EnumerationOptions { IgnoreInaccessible = true };
            foreach (string path in Directory.EnumerateDirectories(folder, "*", visible)) list.Add(Path.GetFileName(path) + "/", "folder", 1);
            foreach (string path in Directory.EnumerateFiles(folder, "*", visible))
                if (types.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) list.Add(Path.GetFileName(path), "file", 0);
            if (begun[cut..] is ".." or ".") list.Add("../", "folder", 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // No such folder: nothing completes.
        }

        return list;
    }
}
