using System.Collections;

namespace Course.Display;

/// <summary>The formatters of every <see cref="IShowable"/>, one a MIME type, in the shape C# kernels call by name.</summary>
public sealed class ShowableFormatters
{
    private static readonly string[] _mimeTypes =
        ["application/vnd.plotly.v1+json", "application/vnd.course.verdict+json", "image/svg+xml", "application/javascript", "text/html", "text/plain"];

    /// <summary>One formatter for each MIME type a course value may have.</summary>
    public IEnumerable CreateTypeFormatters() => _mimeTypes.Select(mimeType => new ShowableFormatter(mimeType));
}

/// <summary>Writes one form of a value.</summary>
public sealed class ShowableFormatter(string mimeType)
{
    /// <summary>The form it writes.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes the value in this form; false when the value has no such form.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not IShowable showable) return false;
        foreach ((string type, string form) in showable.Forms)
        {
            if (type != MimeType) continue;
            writer.Write(form);
            return true;
        }

        return false;
    }
}
