namespace FromScratch.Git;

/// <summary>A text as its lines. Each keeps its line end, so the lines one after another are the text again, and a last line without one is another line.</summary>
public static class TextLines
{
    /// <summary>The lines of a text; none of the empty text.</summary>
    public static string[] Of(string text)
    {
        var lines = new List<string>();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            int next = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..next]);
            start = next;
        }

        return [.. lines];
    }
}
