using System.Text.Json.Nodes;
using CSharpKernel.Scripting;

namespace CSharpKernel.Display;

/// <summary>Choosing among the forms of a value.</summary>
internal static class MimeBundleForms
{
    /// <summary>The bundle with only these forms, and plain text, which is always kept; with all of them when none is named.</summary>
    public static MimeBundle Only(this MimeBundle bundle, IReadOnlyCollection<string> mimeTypes)
    {
        if (mimeTypes.Count == 0) return bundle;
        var kept = new JsonObject();
        foreach ((string type, JsonNode? form) in bundle.Data)
        {
            if (type == "text/plain" || mimeTypes.Contains(type)) kept[type] = form?.DeepClone();
        }

        return new MimeBundle(kept, (JsonObject)bundle.Metadata.DeepClone());
    }
}
