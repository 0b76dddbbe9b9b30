using System.Text.Json.Nodes;

namespace CSharpKernel.Scripting;

/// <summary>One value in several forms, by MIME type; <c>text/plain</c> is always among them. JSON types hold JSON, all others a string.</summary>
/// <param name="Data">The forms by MIME type.</param>
/// <param name="Metadata">Notes to the front end, by MIME type.</param>
public sealed record MimeBundle(JsonObject Data, JsonObject Metadata)
{
    /// <summary>The plain text form.</summary>
    public string Text => (string?)Data["text/plain"] ?? "";

    /// <summary>A bundle of plain text alone.</summary>
    public static MimeBundle OfText(string text) => new(new JsonObject { ["text/plain"] = text }, []);
}
