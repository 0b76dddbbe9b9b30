namespace Course.Display;

/// <summary>A value that brings its own forms for a notebook: verdicts, tables, charts, comparisons.</summary>
/// <remarks>A class that implements it carries <c>[TypeFormatterSource(typeof(ShowableFormatters))]</c>: an attribute that C# kernels look up by its name, so neither side references the other.</remarks>
public interface IShowable
{
    /// <summary>The forms by MIME type, richest first. JSON types ("…+json") hold JSON text; <c>text/plain</c> is always among them and says the same as the others.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Forms { get; }
}
