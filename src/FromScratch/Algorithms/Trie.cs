namespace FromScratch.Algorithms;

/// <summary>Texts under their letters: all that begin alike share a path from the root.</summary>
/// <remarks>A look-up costs one step a letter, however many texts there are. Tokenizers ask for the longest text that begins at a place: one walk.
/// <para>Source: Fredkin, "Trie memory", CACM 3 (1960) 490-499; Sedgewick and Wayne, Algorithms, 4th ed., §5.2.</para></remarks>
public sealed class Trie
{
    private readonly Node _root = new();

    /// <summary>How many texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a value under a text, in place of one that is there.</summary>
    public void Set(string text, int value)
    {
        Node node = _root;
        foreach (char letter in text)
        {
            if (!node.Next.TryGetValue(letter, out Node? next)) node.Next[letter] = next = new Node();
            node = next;
        }

        if (node.Value is null) Count++;
        node.Value = value;
    }

    /// <summary>Whether the text has a value, and which.</summary>
    public bool TryGet(string text, out int value)
    {
        int? found = Reach(text)?.Value;
        value = found ?? 0;
        return found is not null;
    }

    /// <summary>The longest stored text that begins at a place of the given one: its length and value; (0, −1) where none does.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="start">The place, from 0 to the text's length.</param>
    /// <exception cref="ArgumentOutOfRangeException">The place lies outside of the text.</exception>
    public (int Length, int Value) LongestAt(string text, int start)
    {
        if (start < 0 || start > text.Length) throw new ArgumentOutOfRangeException(nameof(start), start, $"LongestAt: the place is {start}; the text has {text.Length} letters.");
        (int Length, int Value) longest = (0, _root.Value ?? -1);
        Node? node = _root;
        for (int i = start; i < text.Length && node.Next.TryGetValue(text[i], out node); i++)
            if (node.Value is { } value) longest = (i - start + 1, value);
        return longest;
    }

    /// <summary>All stored texts that begin with a prefix, in the order of their letters' codes.</summary>
    public IEnumerable<string> WithPrefix(string prefix)
    {
        if (Reach(prefix) is not { } start) yield break;
        var open = new Stack<(string Text, Node Node)>([(prefix, start)]);
        while (open.TryPop(out (string Text, Node Node) at))
        {
            if (at.Node.Value is not null) yield return at.Text;
            foreach ((char letter, Node next) in at.Node.Next.Reverse()) open.Push((at.Text + letter, next));
        }
    }

    private Node? Reach(string text)
    {
        Node? node = _root;
        foreach (char letter in text)
            if (!node.Next.TryGetValue(letter, out node)) return null;
        return node;
    }

    private sealed class Node
    {
        public SortedDictionary<char, Node> Next { get; } = [];

        public int? Value { get; set; }
    }
}
