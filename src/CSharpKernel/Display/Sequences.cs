using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CSharpKernel.Display;

/// <summary>Sequences as flat tables: a row an item, and a column a property where the items have some.</summary>
internal static class Sequences
{
    private const int NumbersInRow = 10;

    /// <summary>Whether a value is shown item by item: a sequence that has no text of its own.</summary>
    public static bool Is(object value) => value is IEnumerable and not string && value.GetType().GetMethod("ToString", Type.EmptyTypes)?.DeclaringType is { } declaring
        && (declaring == typeof(object) || declaring == typeof(ValueType) || declaring.Assembly == typeof(Enumerable).Assembly || declaring.Assembly == typeof(object).Assembly);

    /// <summary>The sequence as a grid, and its plain text where that is shorter than the grid's.</summary>
    public static (Grid Grid, string? Line) Of(IEnumerable sequence)
    {
        var items = Items.Of(sequence, DisplayLimits.Numbers);
        if (items.First.Count == 0) return (new Grid(Caption(sequence, items), "", [], [], []), Pairs.IsDictionary(sequence) ? "{}" : "[]");
        if (items.First.All(Scalars.IsNumber)) return Numbers(sequence, items);
        return (Table(sequence, items).Aligned(), null);
    }

    // Numbers are short: ten stand in a row, and the row says where it begins.
    private static (Grid, string?) Numbers(IEnumerable sequence, Items items)
    {
        int columns = Math.Min(items.First.Count, NumbersInRow);
        GridRow[] rows = [.. items.First.Chunk(NumbersInRow).Select((row, r) => new GridRow(items.First.Count > columns ? Index(r * NumbersInRow) : "", [.. row.Select(GridCell.Of)]))];
        var grid = new Grid(Caption(sequence, items), "", [.. Enumerable.Range(0, columns).Select(Index)], rows, Notes(items.Rest(items.First.Count)));
        return (grid.AlignedAsOne(), items.First.Count <= NumbersInRow && items.Rest(items.First.Count) is null ? Lines.Of(items.First) : null);
    }

    private static Grid Table(IEnumerable sequence, Items items)
    {
        object?[] shown = [.. items.First.Take(DisplayLimits.Rows)];
        Pair?[] pairs = [.. shown.Select(item => item is null ? null : Pairs.Of(item))];
        bool keyed = pairs.All(pair => pair is not null);
        string[] labels = keyed ? [.. pairs.Select(pair => Lines.Cell(pair!.Key))] : [.. shown.Select((_, i) => Index(i))];
        object?[] values = keyed ? [.. pairs.Select(pair => pair!.Value)] : shown;
        (string[] headers, Func<object, object?[]> cells, int left) = Columns(values, keyed ? pairs[0]!.ValueName : "value");
        GridRow[] rows = [.. values.Select((value, i) => new GridRow(labels[i], value is null && headers.Length > 1 ? [new GridCell("null", false)] : [.. cells(value!).Select(cell => cell as GridCell? ?? GridCell.Of(cell))]))];
        return new Grid(Caption(sequence, items), keyed ? "key" : "", headers, rows, Notes(items.Rest(shown.Length, " rows"), left > 0 ? $"… {Items.Number(left)} more columns" : null));
    }

    /// <summary>What the items are split into: their properties, the parts of a tuple, the items of an inner sequence; else each is one cell.</summary>
    private static (string[] Headers, Func<object, object?[]> Cells, int Left) Columns(object?[] values, string single)
    {
        Type[] types = [.. values.OfType<object>().Select(value => value.GetType()).Distinct()];
        if (types is [var tuple] && tuple.IsAssignableTo(typeof(ITuple)) && values.OfType<ITuple>().First() is { } first)
            return ([.. Enumerable.Range(1, first.Length).Select(i => "Item" + Index(i))], value => [.. Enumerable.Range(0, first.Length).Select(i => ((ITuple)value)[i])], 0);
        if (types is [var type] && Pairs.Of(values.First(value => value is not null)!) is null && !typeof(IEnumerable).IsAssignableFrom(type) && OwnForms.Source(type) is null && Members.Show(type))
        {
            IReadOnlyList<Member> members = Members.Of(type);
            Member[] shown = [.. members.Take(DisplayLimits.Columns)];
            return ([.. shown.Select(member => member.Name)], value => [.. shown.Select(member => Members.ValueOf(member, value))], members.Count - shown.Length);
        }

        if (types.Length > 0 && values.All(value => value is ICollection inner && Is(inner) && !Pairs.IsDictionary(inner) && inner.Cast<object?>().All(Scalars.IsNumber)))
        {
            int widest = values.Max(value => ((ICollection)value!).Count), shown = Math.Min(widest, DisplayLimits.Columns);
            return ([.. Enumerable.Range(0, shown).Select(Index)], value => [.. ((ICollection)value).Cast<object?>().Take(shown)], widest - shown);
        }

        return ([single], value => [value], 0);
    }

    private static string Caption(IEnumerable sequence, Items items)
    {
        Type type = sequence.GetType();
        if (type is { IsArray: true } && type.GetArrayRank() == 1) return string.Create(CultureInfo.InvariantCulture, $"{TypeNames.Of(type.GetElementType()!)}[{items.Count}]");
        // Types that nobody names: the iterators of LINQ and of yield.
        Type? element = type.IsVisible || type.Name.StartsWith('<') == false && type.Assembly != typeof(Enumerable).Assembly && type.Assembly != typeof(object).Assembly ? null
            : type.GetInterfaces().FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GenericTypeArguments[0];
        return $"{(element is null ? TypeNames.Of(type) : $"IEnumerable<{TypeNames.Of(element)}>")}, {items.Total}";
    }

    private static string[] Notes(params string?[] notes) => [.. notes.OfType<string>()];

    private static string Index(int i) => i.ToString(CultureInfo.InvariantCulture);
}
