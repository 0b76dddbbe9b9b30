using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CSharpKernel.Scripting;

namespace CSharpKernel.Display;

/// <summary>The forms a type brings along by a convention of names, without a reference to any kernel.</summary>
/// <remarks>
/// The type, a base or an interface of it carries an attribute named <c>TypeFormatterSourceAttribute</c> with a property <c>FormatterSourceType</c>; that type has
/// <c>IEnumerable CreateTypeFormatters()</c>, whose items have <c>string MimeType</c> and <c>bool Format(object, TextWriter)</c>. .NET Interactive reads the same.
/// </remarks>
internal static class OwnForms
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    /// <summary>The value in the forms it brings; null when its type brings none.</summary>
    public static MimeBundle? Of(object value)
    {
        if (Source(value.GetType()) is not { } source) return null;
        var data = new JsonObject();
        foreach (object formatter in (IEnumerable)Call(Activator.CreateInstance(source)!, "CreateTypeFormatters")!)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            string mimeType = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            if (Call(formatter, "Format", value, text) is true) data[mimeType] = FormOf(mimeType, text.ToString());
        }

        if (data.Count == 0) return null;
        data.TryAdd("text/plain", value.ToString() ?? "");
        return new MimeBundle(data, []);
    }

    /// <summary>The type that makes the formatters of a type; null when it brings none.</summary>
    public static Type? Source(Type type)
    {
        IEnumerable<Type> bearers = type.GetInterfaces().Prepend(type);
        for (Type? parent = type.BaseType; parent is not null; parent = parent.BaseType) bearers = bearers.Append(parent);
        Attribute? mark = bearers.SelectMany(bearer => bearer.GetCustomAttributes(inherit: false).OfType<Attribute>()).FirstOrDefault(attribute => attribute.GetType().Name == AttributeName);
        return mark?.GetType().GetProperty("FormatterSourceType")?.GetValue(mark) as Type;
    }

    private static object? Call(object target, string method, params object[] arguments) =>
        target.GetType().GetMethod(method)!.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);

    /// <summary>JSON types hold JSON; all others, and what is no JSON after all, a string.</summary>
    private static JsonNode? FormOf(string mimeType, string text)
    {
        if (!mimeType.EndsWith("json", StringComparison.Ordinal)) return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
