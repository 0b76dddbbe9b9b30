using System.Globalization;
using System.Text.Json.Nodes;
using CSharpKernel.Scripting;
using CSharpKernel.Scripting.User;

namespace CSharpKernel.Display;

/// <summary>Shows values in the forms a notebook knows.</summary>
internal sealed class ValueFormatter
{
    /// <summary>A value in every form it has; <c>text/plain</c> is always among them.</summary>
    public MimeBundle Format(object? value) => value switch
    {
        null => MimeBundle.OfText("null"),
        HtmlContent html => new MimeBundle(new JsonObject { ["text/html"] = html.Html, ["text/plain"] = html.Text }, []),
        _ => OwnForms.Of(value) ?? MimeBundle.OfText(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>Formats one value of each shape, so that the learner's first does not wait for code to be compiled.</summary>
    public void WarmUp() => Format(null);
}
