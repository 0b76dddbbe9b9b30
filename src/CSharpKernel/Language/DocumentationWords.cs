using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CSharpKernel.Language;

/// <summary>Documentation markup as words: references by their short names, paragraphs and list items on lines of their own.</summary>
internal static partial class DocumentationWords
{
    /// <summary>An element's text.</summary>
    public static string Of(XElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim();
    }

    /// <summary>The short name in a reference: "ArgumentException" for "T:System.ArgumentException".</summary>
    public static string Cref(string? reference)
    {
        string name = reference ?? "";
        if (name.Length > 1 && name[1] == ':') name = name[2..];
        int parameters = name.IndexOf('(', StringComparison.Ordinal);
        if (parameters >= 0) name = name[..parameters];
        bool member = reference is ['M' or 'P' or 'F' or 'E', ':', ..];
        string[] parts = name.Replace("#ctor", "new", StringComparison.Ordinal).Split('.');
        string shown = member && parts.Length > 1 ? parts[^2] + "." + parts[^1] : parts[^1];
        return Arity().Replace(shown, "");
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText words) text.Append(Blanks().Replace(words.Value, " "));
            if (node is XElement inner) AppendElement(text, inner);
        }
    }

    private static void AppendElement(StringBuilder text, XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "see" or "seealso":
                if (element.Nodes().Any()) Append(text, element);
                else text.Append((string?)element.Attribute("langword") ?? (string?)element.Attribute("href") ?? Cref((string?)element.Attribute("cref")));
                break;
            case "paramref" or "typeparamref":
                text.Append((string?)element.Attribute("name"));
                break;
            case "code":
                text.Append('\n').Append(Dedented(element.Value)).Append('\n');
                break;
            case "para" or "item":
                StartLine(text);
                if (element.Name.LocalName == "item") text.Append("- ");
                Append(text, element);
                text.Append('\n');
                break;
            case "br":
                text.Append('\n');
                break;
            case "term":
                Append(text, element);
                if (element.ElementsAfterSelf("description").Any()) text.Append(": ");
                break;
            default:
                Append(text, element);
                break;
        }
    }

    private static void StartLine(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
    }

    private static string Dedented(string code)
    {
        string[] lines = code.ReplaceLineEndings("\n").Trim('\n').TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => "  " + (line.Length > indent ? line[indent..] : line.Trim())));
    }

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("`+\\d+|\\{[^}]*\\}")]
    private static partial Regex Arity();
}
