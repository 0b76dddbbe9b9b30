namespace Course.Charts;

public static partial class Show
{
    /// <summary>A history that branches and joins: points for its members, lines to what came before, and for each name on the wall a point of its own.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="history">Each member with its parents, in the order of time: parents come before their children.</param>
    /// <param name="names">Names, and the members they stand for.</param>
    /// <exception cref="ArgumentException">A parent or a named member is not there, or comes after its child.</exception>
    /// <remarks>A member stands right of all before it; the first child of a parent goes on in the parent's row, every other child takes a row of its own.</remarks>
    public static Figure History(string title, (string Id, string[] Parents)[] history, params (string Name, string Id)[] names)
    {
        var place = new Dictionary<string, (double Column, double Row)>(StringComparer.Ordinal);
        var continued = new HashSet<string>(StringComparer.Ordinal);
        int rows = 0;
        List<double> edgeX = [], edgeY = [];
        foreach ((string id, string[] parents) in history)
        {
            foreach (string parent in parents)
                if (!place.ContainsKey(parent)) throw new ArgumentException($"History: {id} has the parent {parent}, which does not come before it.", nameof(history));
            double row = parents.Length > 0 && continued.Add(parents[0]) ? place[parents[0]].Row : rows++;
            place[id] = (place.Count, row);
            foreach (string parent in parents)
            {
                edgeX.AddRange([place[parent].Column, place[id].Column, double.NaN]);
                edgeY.AddRange([place[parent].Row, row, double.NaN]);
            }
        }

        Mark[] commits =
        [
            .. edgeX.Count == 0 ? Array.Empty<Mark>() : [new LineMark("lines lead to what came before", [.. edgeX], [.. edgeY]) { Faint = true }],
            new PointsMark("commit", [.. history.Select(member => place[member.Id].Column)], [.. history.Select(member => place[member.Id].Row)]),
        ];
        // Several names of one member stand above each other.
        var notes = new List<Mark>();
        foreach ((string name, string id) in names)
        {
            if (!place.TryGetValue(id, out (double Column, double Row) at)) throw new ArgumentException($"History: {name} stands for {id}, which is not in the history.", nameof(names));
            int above = names.TakeWhile(other => other.Name != name).Count(other => other.Id == id);
            notes.Add(new PointsMark(name, [at.Column], [at.Row + 0.25 * (above + 1)]));
        }

        return new() { Title = title, XAxis = "order in time", YAxis = "line of work", Marks = [.. commits, .. notes], YLimits = (-0.5, Math.Max(rows, 1)), XLimits = (-0.5, Math.Max(history.Length, 2) - 0.5) };
    }
}
