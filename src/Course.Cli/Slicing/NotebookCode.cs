using System.Globalization;
using Course.Cli.Notebooks;

namespace Course.Cli.Slicing;

/// <summary>All code of a notebook by what it declares and needs, whatever order its cells are in.</summary>
/// <remarks>A grader runs only what an exercise needs: cells beside it may throw, loop or not compile, and cells may have been moved, copied or split.</remarks>
internal sealed class NotebookCode
{
    private readonly IReadOnlyList<Piece> _pieces;

    private NotebookCode(IReadOnlyList<CellSyntax> cells)
    {
        Cells = cells;
        _pieces = [.. cells.SelectMany(cell => cell.Pieces)];
    }

    /// <summary>The code cells, in the notebook's order.</summary>
    public IReadOnlyList<CellSyntax> Cells { get; }

    /// <summary>Reads the code cells of a notebook.</summary>
    public static NotebookCode Of(Notebook notebook)
    {
        var cells = new List<CellSyntax>();
        (int Number, string Source)[] code = [.. notebook.Cells.Select((cell, i) => (Number: i + 1, cell)).Where(c => c.cell.IsCode).Select(c => (c.Number, c.cell.Source))];
        for (int i = 0; i < code.Length; i++)
        {
            CellSyntax cell = CellSyntax.Parse(code[i].Number, code[i].Source);
            if (!cell.IsWhole && Rejoined(code, i) is { } rejoined)
            {
                cell = rejoined;
                i += rejoined.Continued.Count;
            }

            cells.Add(cell);
        }

        return new NotebookCode(cells);
    }

    /// <summary>The first of up to three cells that are broken each alone but whole together; null when there are none.</summary>
    private static CellSyntax? Rejoined((int Number, string Source)[] code, int first)
    {
        for (int last = first + 1; last < code.Length && last <= first + 2; last++)
        {
            (int Number, string Source)[] parts = code[first..(last + 1)];
            if (CellSyntax.Parse(parts[^1].Number, parts[^1].Source).IsWhole) return null;
            CellSyntax joined = CellSyntax.Parse(parts[0].Number, string.Join('\n', parts.Select(p => p.Source)), [.. parts.Skip(1).Select(p => p.Number)]);
            if (joined.IsWhole) return joined;
        }

        return null;
    }

    /// <summary>What must run before code that needs these names can.</summary>
    /// <param name="names">The names, in the order they are asked for.</param>
    /// <param name="given">Names that need no cell because a library has them.</param>
    public Slice SliceFor(IReadOnlyCollection<string> names, Func<string, bool>? given = null)
    {
        var needed = new HashSet<Piece>();
        var broken = new HashSet<CellSyntax>();
        var missing = new List<string>();
        var notes = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(names);
        while (open.TryDequeue(out string? name))
        {
            if (!seen.Add(name)) continue;
            IReadOnlyList<Piece> definitions = Definitions(name, notes);
            foreach (Piece piece in definitions) Need(piece);
            if (definitions.Count > 0 && !definitions.Any(d => d.IsDefinition))
            {
                foreach (Piece piece in _pieces.Where(p => p.Changes.Contains(name))) Need(piece);
            }

            if (definitions.Count > 0 || !names.Contains(name)) continue;
            // A function the parser could not make out: its cell's compile error says more than "missing".
            CellSyntax? suspect = Cells.LastOrDefault(cell => !cell.IsWhole && cell.Identifiers.Contains(name));
            if (suspect is not null) broken.Add(suspect);
            else if (given?.Invoke(name) != true) missing.Add(name);
        }

        notes.AddRange(needed.Select(p => p.Cell).Distinct().Where(c => c.Continued.Count > 0).Select(c =>
            $"Cells {string.Join(", ", c.Continued.Prepend(c.Number))} are one cell that was split: they are graded as one."));
        return new Slice(Ordered(needed, broken), missing, notes);

        void Need(Piece piece)
        {
            if (!needed.Add(piece)) return;
            foreach (string use in piece.Uses) open.Enqueue(use);
        }
    }

    /// <summary>The pieces that define a name: of each version the last that is more than a stub, else the last.</summary>
    private IReadOnlyList<Piece> Definitions(string name, List<string> notes)
    {
        Piece[] all = [.. _pieces.Where(p => p.Declares.Contains(name))];
        if (all.Length == 0) return [];

        var chosen = new List<Piece>();
        foreach (IGrouping<string, Piece> versions in all.GroupBy(p => p.Signature, StringComparer.Ordinal))
        {
            Piece choice = versions.LastOrDefault(p => !p.IsStub) ?? versions.Last();
            int[] cells = [.. versions.Select(p => p.Cell.Number).Distinct()];
            if (cells.Length > 1 && choice.IsDefinition)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is defined in the cells {string.Join(", ", cells)}: the one in cell {choice.Cell.Number} is graded. Delete the others."));
            chosen.Add(choice);
        }

        // Versions with other parameters are overloads. A stub left beside a started one, or a variable beside a function, is an older thing.
        Piece last = chosen.Where(p => !p.IsStub).DefaultIfEmpty(chosen[^1]).Last();
        return last.Signature.Length == 0 ? [last] : [.. chosen.Where(p => p.Signature.Length > 0 && p.IsStub == last.IsStub)];
    }

    private static List<Submission> Ordered(HashSet<Piece> needed, HashSet<CellSyntax> broken)
    {
        List<IGrouping<CellSyntax, Piece>> open = [.. needed.GroupBy(p => p.Cell).OrderBy(g => g.Key.Number)];
        var result = new List<Submission>();
        while (open.Count > 0)
        {
            IGrouping<CellSyntax, Piece>? next = open.FirstOrDefault(group => !open.Any(other => other != group && group.Any(p => other.Any(o => DependsOn(p, o)))));
            if (next is null)
            {
                // Cells that need each other can only be compiled together.
                result.Add(Submit(open[0].Key.Number, string.Join('\n', open.Select(g => g.Key.Only(g))), open.SelectMany(g => g)));
                break;
            }

            open.Remove(next);
            result.Add(Submit(next.Key.Number, next.Key.Only(next), next));
        }

        result.AddRange(broken.Where(c => result.All(s => s.CellNumber != c.Number)).Select(c => Submit(c.Number, c.Source, [])));
        return result;
    }

    /// <summary>Whether a piece has to run after another: it needs a name of it, or changes a variable of it.</summary>
    private static bool DependsOn(Piece piece, Piece other) => piece.Uses.Overlaps(other.Declares);

    private static Submission Submit(int number, string code, IEnumerable<Piece> pieces)
    {
        Piece[] all = [.. pieces];
        return new Submission(number, code, all.SelectMany(p => p.Declares).ToHashSet(StringComparer.Ordinal), all.SelectMany(p => p.Uses).ToHashSet(StringComparer.Ordinal),
            all.Select(p => p.Signature).Where(s => s.Length > 0).ToHashSet(StringComparer.Ordinal));
    }
}
