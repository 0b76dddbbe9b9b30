using System.Collections;
using System.Runtime.CompilerServices;

namespace CSharpKernel.Display;

/// <summary>Any value in one line: in a table's cell, inside another value.</summary>
internal static class Lines
{
    private const int Deepest = 3;

    /// <summary>A value as a table's cell: strings without quotation marks.</summary>
    public static string Cell(object? value) => Cut(value is string text ? text : Of(value, 0));

    /// <summary>A value inside another: strings in quotation marks.</summary>
    public static string Of(object? value) => Cut(Of(value, 0));

    private static string Of(object? value, int depth)
    {
        switch (value)
        {
            case string text:
                return $"\"{text}\"";
            case char character:
                return $"'{character}'";
            case var _ when Scalars.Is(value):
                return Scalars.Short(value);
            case Type type:
                return TypeNames.Of(type);
            case Delegate function:
                return TypeNames.Of(function.GetType());
            case ITuple tuple:
                return $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i], depth + 1)))})";
        }

        if (depth > Deepest) return TypeNames.Of(value!.GetType());
        if (Pairs.Of(value!) is { } pair) return $"{Of(pair.Key, depth + 1)}: {Of(pair.Value, depth + 1)}";
        if (Sequences.Is(value!)) return Sequence((IEnumerable)value!, depth);
        if (Members.Show(value!.GetType())) return WithMembers(value, depth);
        return Text(value);
    }

    private static string Sequence(IEnumerable sequence, int depth)
    {
        var items = Items.Of(sequence, DisplayLimits.ItemsInLine);
        IEnumerable<string> texts = items.First.Select(item => Of(item, depth + 1));
        if (items.Rest(items.First.Count) is { } rest) texts = texts.Append(rest);
        string all = string.Join(", ", texts);
        return Pairs.IsDictionary(sequence) ? $"{{{all}}}" : $"[{all}]";
    }

    private static string WithMembers(object value, int depth)
    {
        string name = TypeNames.IsAnonymous(value.GetType()) ? "" : TypeNames.Of(value.GetType()) + " ";
        return $"{name}{{ {string.Join(", ", Members.Of(value.GetType()).Take(DisplayLimits.Columns).Select(member => $"{member.Name} = {Of(Members.ValueOf(member, value), depth + 1)}"))} }}";
    }

    private static string Text(object value)
    {
        try
        {
            string text = Scalars.Text(value);
            return text == value.GetType().ToString() ? TypeNames.Of(value.GetType()) : text;
        }
        catch (Exception error) when (error is not (ThreadInterruptedException or OperationCanceledException))
        {
            return $"({TypeNames.Of(error.GetType())}: {error.Message})";
        }
    }

    private static string Cut(string text)
    {
        text = text.ReplaceLineEndings("↵");
        if (text.Length <= DisplayLimits.LineLength) return text;
        int kept = DisplayLimits.LineLength - (char.IsHighSurrogate(text[DisplayLimits.LineLength - 1]) ? 1 : 0);
        return $"{text[..kept]}… ({Items.Number(text.Length - kept)} more characters)";
    }
}
