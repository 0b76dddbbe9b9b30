using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Language;

/// <summary>Candidates for a word: each name once, filtered by what is typed, best first.</summary>
/// <param name="word">The letters already typed.</param>
internal sealed class CompletionList(string word)
{
    // A signature takes longer to write than to find its symbol; nobody reads on this far.
    private const int MostSignatures = 200;

    private readonly Dictionary<string, Candidate> _byName = new(StringComparer.Ordinal);

    /// <summary>Adds a name that is no symbol.</summary>
    public void Add(string name, string kind, int rank, string? signature = null) => Put(name, new Candidate(kind, rank, null, signature, 1));

    /// <summary>Adds a symbol, unless it should not be seen. Overloads count as one.</summary>
    public void Add(ISymbol symbol, int rank)
    {
        if (Matches(symbol.Name) && SymbolWords.IsShown(symbol)) Put(Escaped(symbol.Name), new Candidate(SymbolWords.Kind(symbol), rank, symbol, null, 1));
    }

    /// <summary>The list, for a cursor behind the word.</summary>
    /// <param name="cursor">The cursor, in the front end's text.</param>
    public Completions Of(int cursor)
    {
        IEnumerable<KeyValuePair<string, Candidate>> sorted = _byName
            .OrderBy(entry => entry.Key.TrimStart('@').StartsWith(word, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(entry => entry.Value.Rank)
            .ThenBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Key, StringComparer.Ordinal);
        return new Completions([.. sorted.Select((entry, i) => new CompletionMatch(entry.Key, entry.Value.Kind, i < MostSignatures ? Signature(entry.Value) : null))], cursor - word.Length, cursor);
    }

    private static string? Signature(Candidate candidate) => candidate.Symbol is null ? candidate.Text : SymbolWords.Signature(candidate.Symbol, candidate.Count);

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private bool Matches(string name) => name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private void Put(string name, Candidate candidate)
    {
        if (!Matches(name.TrimStart('@'))) return;
        if (!_byName.TryGetValue(name, out Candidate? known)) _byName[name] = candidate;
        else if (candidate.Rank < known.Rank) _byName[name] = candidate with { Count = known.Count + 1 };
        else _byName[name] = known with { Count = known.Count + 1 };
    }

    private sealed record Candidate(string Kind, int Rank, ISymbol? Symbol, string? Text, int Count);
}
