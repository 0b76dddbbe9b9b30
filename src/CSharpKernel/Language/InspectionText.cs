using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Language;

/// <summary>What the learner reads about a symbol: its signature, then its documentation.</summary>
internal static class InspectionText
{
    /// <summary>The text as it is and as Markdown.</summary>
    /// <param name="found">The symbol.</param>
    /// <param name="compilation">Where it is known.</param>
    /// <param name="detail">0: signature and summary; 1: all of the documentation.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static MimeBundle Of(FoundSymbol found, Compilation compilation, int detail, CancellationToken cancellation)
    {
        string signature = SymbolWords.MemberSignature(found.Symbol, found.Overloads);
        Documentation documentation = SymbolDocumentation.Of(found.Symbol, compilation, cancellation);
        return new MimeBundle(new JsonObject
        {
            ["text/plain"] = signature + Plain(documentation, detail),
            ["text/markdown"] = $"```csharp\n{signature}\n```" + Markdown(documentation, detail),
        }, []);
    }

    private static string Plain(Documentation documentation, int detail)
    {
        var text = new StringBuilder();
        foreach (DocumentationSection section in Shown(documentation, detail))
        {
            text.Append("\n\n");
            if (section.Title.Length > 0) text.Append(section.Title).Append(":\n");
            string indent = section.Title.Length > 0 ? "  " : "";
            text.AppendJoin('\n', section.Entries.Select(entry => indent + (entry.Name.Length > 0 ? entry.Name + ": " : "") + entry.Text.Replace("\n", "\n" + indent, StringComparison.Ordinal)));
        }

        return text.ToString();
    }

    private static string Markdown(Documentation documentation, int detail)
    {
        var text = new StringBuilder();
        foreach (DocumentationSection section in Shown(documentation, detail))
        {
            text.Append("\n\n");
            if (section.Title.Length > 0) text.Append("**").Append(section.Title).Append("**\n\n");
            text.AppendJoin('\n', section.Entries.Select(entry => entry.Name.Length > 0 ? $"- `{entry.Name}`: {Escaped(entry.Text)}" : Escaped(entry.Text).Replace("\n", "\n\n", StringComparison.Ordinal)));
        }

        return text.ToString();
    }

    private static IEnumerable<DocumentationSection> Shown(Documentation documentation, int detail) =>
        documentation.Sections.Where(section => detail > 0 || section.Title.Length == 0);

    // Formulas are full of what Markdown takes for emphasis.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
