namespace Course.Display;

/// <summary>Names the type whose <c>CreateTypeFormatters()</c> shows values of the marked class in a notebook.</summary>
/// <remarks>C# kernels find it by its simple name: its full name and assembly do not matter to them.</remarks>
/// <param name="formatterSourceType">A type with a parameterless constructor and a method <c>IEnumerable CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type that creates the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types to show, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}
