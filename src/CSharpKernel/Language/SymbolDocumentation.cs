using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Language;

/// <summary>A symbol's documentation, in sections; empty when it has none.</summary>
internal sealed record Documentation(IReadOnlyList<DocumentationSection> Sections);

/// <summary>One part of it. The summary has no title.</summary>
internal sealed record DocumentationSection(string Title, IReadOnlyList<DocumentationEntry> Entries);

/// <summary>A paragraph, or what is said of a name (a parameter, an exception).</summary>
internal sealed record DocumentationEntry(string Name, string Text);

/// <summary>Reads documentation comments, those of earlier cells and those beside assemblies alike, and follows what they inherit.</summary>
internal static class SymbolDocumentation
{
    private const int MostSteps = 8;   // inheritdoc may name itself in a circle

    /// <summary>A symbol's documentation.</summary>
    public static Documentation Of(ISymbol symbol, Compilation compilation, CancellationToken cancellation)
    {
        XElement? xml = Resolved(symbol, compilation, MostSteps, cancellation);
        // A constructor or record parameter without words of its own says what its type says.
        if (xml is null && symbol is IMethodSymbol { MethodKind: MethodKind.Constructor }) xml = Resolved(symbol.ContainingType, compilation, MostSteps, cancellation);
        if (xml is null && symbol is IParameterSymbol parameter) return OfParameter(parameter, compilation, cancellation);
        if (xml is null) return new Documentation([]);
        var sections = new List<DocumentationSection>();
        Add(sections, "", xml.Elements("summary").Concat(xml.Elements("value")), _ => "");
        Add(sections, "Type parameters", xml.Elements("typeparam"), Named);
        Add(sections, "Parameters", xml.Elements("param"), Named);
        Add(sections, "Returns", xml.Elements("returns"), _ => "");
        Add(sections, "Throws", xml.Elements("exception"), element => DocumentationWords.Cref((string?)element.Attribute("cref")));
        Add(sections, "Remarks", xml.Elements("remarks"), _ => "");
        Add(sections, "Example", xml.Elements("example"), _ => "");
        return new Documentation(sections);
    }

    private static Documentation OfParameter(IParameterSymbol parameter, Compilation compilation, CancellationToken cancellation)
    {
        XElement? said = Resolved(parameter.ContainingSymbol, compilation, MostSteps, cancellation)?.Elements("param").FirstOrDefault(element => Named(element) == parameter.Name);
        return new Documentation(said is null ? [] : [new DocumentationSection("", [new DocumentationEntry("", DocumentationWords.Of(said))])]);
    }

    private static string Named(XElement element) => (string?)element.Attribute("name") ?? "";

    private static void Add(List<DocumentationSection> sections, string title, IEnumerable<XElement> elements, Func<XElement, string> name)
    {
        DocumentationEntry[] entries = [.. elements.Select(element => new DocumentationEntry(name(element), DocumentationWords.Of(element))).Where(entry => entry.Text.Length > 0)];
        if (entries.Length > 0) sections.Add(new DocumentationSection(title, entries));
    }

    private static XElement? Resolved(ISymbol symbol, Compilation compilation, int steps, CancellationToken cancellation)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } whole }) symbol = whole;
        XElement? own = Parse(symbol.OriginalDefinition.GetDocumentationCommentXml(expandIncludes: true, cancellationToken: cancellation));
        XElement? inherit = own?.Element("inheritdoc");
        if (steps == 0 || (own is not null && inherit is null)) return own;
        // Without a comment of its own a member says what the one it overrides or implements says.
        ISymbol? source = inherit?.Attribute("cref") is { } cref ? ReferredTo(cref.Value, symbol, compilation) : Inherited(symbol.OriginalDefinition);
        XElement? inherited = source is null ? null : Resolved(source, compilation, steps - 1, cancellation);
        return own is null ? inherited : Merged(own, inherited);
    }

    // A cell's declarations are in the compilation of that cell only; and a reference the compiler did not resolve keeps its text behind "!:".
    private static ISymbol? ReferredTo(string reference, ISymbol from, Compilation compilation)
    {
        for (Compilation? cell = compilation; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation)
        {
            ISymbol? found = DocumentationCommentId.GetFirstSymbolForReferenceId(reference, cell) ?? DocumentationCommentId.GetFirstSymbolForDeclarationId(reference, cell);
            if (found is not null) return found;
        }

        string name = DocumentationWords.Cref(reference);
        return from.ContainingType?.GetMembers(name[(name.LastIndexOf('.') + 1)..]).FirstOrDefault(member => !SymbolEqualityComparer.Default.Equals(member, from));
    }

    // What the comment says itself goes before what it inherits.
    private static XElement Merged(XElement own, XElement? inherited)
    {
        var merged = new XElement("member", own.Elements().Where(element => element.Name != "inheritdoc"));
        foreach (XElement element in inherited?.Elements() ?? [])
        {
            bool said = own.Elements(element.Name).Any(mine => Named(mine) == Named(element) && (string?)mine.Attribute("cref") == (string?)element.Attribute("cref"));
            if (!said) merged.Add(element);
        }

        return merged;
    }

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.BaseType?.InstanceConstructors
            .FirstOrDefault(candidate => candidate.Parameters.Select(p => p.Type.ToDisplayString()).SequenceEqual(constructor.Parameters.Select(p => p.Type.ToDisplayString()))),
        INamedTypeSymbol type => type.BaseType is { SpecialType: SpecialType.None } parent ? parent : type.Interfaces.FirstOrDefault(),
        _ => Implemented(symbol),
    };

    private static ISymbol? Implemented(ISymbol symbol) => symbol.ContainingType?.AllInterfaces.SelectMany(face => face.GetMembers(symbol.Name))
        .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol));

    private static XElement? Parse(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml)) return null;
        try
        {
            XElement element = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
            return element.HasElements ? element : null;
        }
        catch (XmlException)
        {
            return null;   // a comment that is no XML
        }
    }
}
