namespace FromScratch.Algorithms;

/// <summary>What is done with a letter.</summary>
public enum EditKind
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>Another letter takes its place.</summary>
    Replace,

    /// <summary>A letter is put in.</summary>
    Insert,

    /// <summary>It goes.</summary>
    Delete,
}

/// <summary>One step of turning a text into another, from left to right.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Letter">The letter kept, deleted or put in; of a replacement the new one.</param>
public readonly record struct Edit(EditKind Kind, char Letter)
{
    /// <summary>The text that a script makes of another.</summary>
    /// <exception cref="ArgumentException">The script keeps or deletes a letter that does not stand there, or does not use up the text.</exception>
    public static string Replay(string text, IEnumerable<Edit> script)
    {
        var result = new System.Text.StringBuilder();
        int at = 0;
        foreach (Edit edit in script)
        {
            if (edit.Kind != EditKind.Insert && at >= text.Length) throw new ArgumentException($"{edit.Kind} '{edit.Letter}' comes after the end of \"{text}\".", nameof(script));
            if (edit.Kind is EditKind.Keep or EditKind.Delete && text[at] != edit.Letter) throw new ArgumentException($"{edit.Kind} '{edit.Letter}' meets '{text[at]}' at place {at} of \"{text}\".", nameof(script));
            if (edit.Kind != EditKind.Delete) result.Append(edit.Letter);
            if (edit.Kind != EditKind.Insert) at++;
        }

        return at == text.Length ? result.ToString() : throw new ArgumentException($"The script ends at place {at} of \"{text}\"; it must say what becomes of every letter.", nameof(script));
    }

    /// <summary>The step in a word: "replace by s".</summary>
    public override string ToString() => Kind == EditKind.Replace ? $"replace by {Letter}" : $"{(Kind == EditKind.Keep ? "keep" : Kind == EditKind.Insert ? "insert" : "delete")} {Letter}";
}
