namespace FromScratch.Algorithms;

/// <summary>How far two texts are apart, and the shortest way from one to the other.</summary>
/// <remarks>
/// D[i, j], the distance of the first i letters of a from the first j of b, is the smallest of D[i − 1, j] + 1 (delete), D[i, j − 1] + 1 (insert)
/// and D[i − 1, j − 1] + (0 where the letters are equal, else 1).
/// <para>Source: Wagner and Fischer, "The string-to-string correction problem", JACM 21 (1974) 168-173.</para>
/// </remarks>
public static class EditDistance
{
    /// <summary>The least number of letters to replace, insert or delete that turns a into b. O(|a|·|b|) time, O(min) memory.</summary>
    public static int Between(string a, string b)
    {
        if (a.Length < b.Length) (a, b) = (b, a);   // the distance is the same, the row shorter
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }

    /// <summary>A shortest script that turns a into b. O(|a|·|b|) time and memory: the way back needs the whole table.</summary>
    public static Edit[] Script(string a, string b)
    {
        int[,] table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            for (int j = 0; j <= b.Length; j++)
                table[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));

        List<Edit> script = [];
        for (int i = a.Length, j = b.Length; i > 0 || j > 0;)
        {
            if (i > 0 && j > 0 && table[i, j] == table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)) script.Add(new(a[--i] == b[--j] ? EditKind.Keep : EditKind.Replace, b[j]));
            else if (i > 0 && table[i, j] == table[i - 1, j] + 1) script.Add(new(EditKind.Delete, a[--i]));
            else script.Add(new(EditKind.Insert, b[--j]));
        }

        script.Reverse();
        return [.. script];
    }
}
