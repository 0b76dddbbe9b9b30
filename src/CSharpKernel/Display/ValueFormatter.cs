using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using CSharpKernel.Scripting;
using CSharpKernel.Scripting.User;

namespace CSharpKernel.Display;

/// <summary>Shows values in the forms a notebook knows.</summary>
/// <remarks>
/// <para>In this order: the forms the type brings; HTML as it is; numbers, strings and the like as plain text; matrices as a grid; sequences, dictionaries, records and
/// objects without a text of their own as a flat table; everything else by its <c>ToString</c>.</para>
/// <para>A table is cut at the sizes of <see cref="DisplayLimits"/>, and says how much it leaves out.</para>
/// </remarks>
internal sealed class ValueFormatter
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    /// <summary>A value in every form it has; <c>text/plain</c> is always among them.</summary>
    public MimeBundle Format(object? value)
    {
        if (value is HtmlContent html) return Bundle(html.Html, html.Text);
        if (Scalars.Is(value)) return MimeBundle.OfText(Cut(Scalars.Text(value)));
        return OwnForms.Of(value!) ?? OfKnown(value!) ?? OfMembers(value!) ?? MimeBundle.OfText(Cut(Text(value!)));
    }

    /// <summary>Formats one value of each shape, so that the learner's first does not wait for code to be compiled.</summary>
    public void WarmUp()
    {
        foreach (object? value in (object?[])[null, 1.5, new[] { 1.5, 2 }, new List<(int, string)> { (1, "a") }, new Dictionary<string, double> { ["a"] = 1 }, new double[2, 2], new { A = 1 }, HTMLSample]) Format(value);
    }

    private static HtmlContent HTMLSample { get; } = new("<b>a</b>");

    private static MimeBundle? OfKnown(object value)
    {
        switch (value)
        {
            case JsonNode json:
                return MimeBundle.OfText(Cut(json.ToJsonString(_indented)));
            case JsonElement { ValueKind: not JsonValueKind.Undefined } json:
                return MimeBundle.OfText(Cut(JsonSerializer.Serialize(json, _indented)));
            case Type type:
                return MimeBundle.OfText(TypeNames.Of(type));
            case Delegate function:
                return MimeBundle.OfText(TypeNames.Of(function.GetType()));
            case Exception error:
                return MimeBundle.OfText(Cut(error.ToString()));
            case Task task:
                return MimeBundle.OfText($"{TypeNames.Of(TaskType(task))}, {(task.IsCompletedSuccessfully ? "completed" : task.IsCompleted ? "failed" : "still running")}. Its value: await it.");
        }

        if (Matrices.Of(value) is { } matrix) return Bundle(GridHtml.Of(matrix), GridText.Of(matrix));
        if (value is not IEnumerable sequence || !Sequences.Is(value)) return null;
        (Grid grid, string? line) = Sequences.Of(sequence);
        return grid.Rows.Count == 0 ? MimeBundle.OfText(line!) : Bundle(GridHtml.Of(grid), line ?? GridText.Of(grid));
    }

    private static MimeBundle? OfMembers(object value)
    {
        Type type = value.GetType();
        if (value is System.Runtime.CompilerServices.ITuple) return MimeBundle.OfText(Lines.Of(value));
        if (!Members.Show(type)) return null;
        IReadOnlyList<Member> members = Members.Of(type);
        Member[] shown = [.. members.Take(DisplayLimits.Rows)];
        string[] notes = members.Count > shown.Length ? [$"… {Items.Number(members.Count - shown.Length)} more"] : [];
        var grid = new Grid(TypeNames.Of(type), "", [], [.. shown.Select(member => new GridRow(member.Name, [GridCell.Of(Members.ValueOf(member, value)) with { IsNumber = false }]))], notes);
        return Bundle(GridHtml.Of(grid), GridText.Of(grid));
    }

    // The type of what an async method returns is the compiler's own, and derives from the one that is meant.
    private static Type TaskType(Task task)
    {
        Type type = task.GetType();
        while (type.BaseType is { } parent && parent != typeof(object) && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))) type = parent;
        return type.IsGenericType && type.GenericTypeArguments[0].Name == "VoidTaskResult" ? typeof(Task) : type;
    }

    private static string Text(object value)
    {
        string text = Scalars.Text(value);
        return text == value.GetType().ToString() ? TypeNames.Of(value.GetType()) : text;
    }

    private static string Cut(string text) => text.Length <= DisplayLimits.TextLength ? text
        : $"{text[..DisplayLimits.TextLength]}\n… {Items.Number(text.Length - DisplayLimits.TextLength)} more characters";

    private static MimeBundle Bundle(string html, string text) => new(new JsonObject { ["text/html"] = html, ["text/plain"] = text }, []);
}
