using Course;
using CsCheck;
using FromScratch.Algorithms;

namespace Autograders;

/// <summary>Exercise 10.6: how far two texts are apart, and the way from one to the other.</summary>
/// <remarks>The syllabus asks for 10,000 × 10,000 letters in under 1 MB; 6,000 × 40 letters in under 4,000 bytes show the same, and in a fiftieth of the time also that the shorter text gives the row.</remarks>
[Exercise("10.6", "Edit distance and script", Difficulty = 3, Minutes = 40, Theory = "5. Dynamic programming fills a table")]
public sealed class EditDistanceAndAlign : Exercise<EditDistanceAndAlign, EditDistanceAndAlign.Contract>
{
    public delegate int TextDistance(string a, string b);

    public delegate Edit[] EditScript(string a, string b);

    public sealed record Contract(TextDistance Distance, EditScript Script);

    public static Verdict Check(TextDistance distance, EditScript script) => Grade(new Contract(distance, script));

    protected override Contract Reference => new(EditDistance.Between, EditDistance.Script);

    private static Gen<string> Words { get; } = Gen.Int[0, 2].Array[0, 7].Select(letters => string.Concat(letters.Select(letter => (char)('a' + letter))));

    [Theory]
    [InlineData("kitten", "sitting", 3, "k becomes s, e becomes i, g is put in at the end.")]
    [InlineData("sunday", "saturday", 3, "a and t are put in, n becomes r.")]
    [InlineData("abc", "bcd", 2, "a goes, d is put in at the end. Letter by letter all three differ.")]
    [InlineData("ab", "ba", 2, "A swap of two letters is two steps here.")]
    [InlineData("Rain", "rain", 1, "Large and small letters differ.")]
    public void Two_words_are_as_far_apart_as_by_hand(string a, string b, int distance, string because) => Expect.Equal(distance, Subject.Distance(a, b), because);

    [Fact]
    public void From_nothing_every_letter_is_put_in()
    {
        Expect.Equal(0, Subject.Distance("", ""), because: "Nothing to do.");
        Expect.Equal(4, Subject.Distance("", "four"), because: "Four letters to put in.");
        Expect.Equal(5, Subject.Distance("seven", ""), because: "Five letters to delete.");
    }

    [Fact]
    public void The_distance_is_that_of_a_search_in_all_ways() => Property.Holds(
        Gen.Select(Words, Words), words => Expect.Equal(Slow(words.Item1, words.Item2), Subject.Distance(words.Item1, words.Item2), because: "The least over all ways: delete, insert, or go on with both, at a cost of 1 where the letters differ."), samples: 40);

    [Fact]
    public void The_distance_is_a_metric() => Property.Holds(
        Gen.Select(Words, Words, Words), words =>
        {
            (string a, string b, string c) = words;
            int ab = Subject.Distance(a, b), bc = Subject.Distance(b, c), ac = Subject.Distance(a, c);
            Expect.Equal(ab, Subject.Distance(b, a), because: "The way back undoes each step: it is as long.");
            Expect.That(ac <= ab + bc, $"at most {ab + bc} from \"{a}\" to \"{c}\"", ac, because: $"Over \"{b}\" it takes {ab} + {bc}: the straight way is no longer.");
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_row_of_the_shorter_text_is_all_it_keeps(bool isFirstLong)
    {
        string longer = string.Concat(Enumerable.Repeat("abracadabra ", 500)), shorter = "cadar abracadabra rabarb bar cad a bra";
        (string a, string b) = isFirstLong ? (longer, shorter) : (shorter, longer);
        int distance = 0;
        Expect.AllocatesAtMost(4000, () => distance = Subject.Distance(a, b), because: "6,000 and 38 letters: a whole table takes a million bytes, a row of the long text 24,000. A row hangs on the row above alone; and as the distance is symmetric, let the row run along the shorter text.");
        Expect.Equal(5962, distance, because: "The letters of the short text stand in the long one, in this order: all it takes is to put in the other 5,962.");
    }

    [Fact]
    public void The_script_of_kitten_and_sitting()
    {
        Edit[] script = Subject.Script("kitten", "sitting");
        Expect.SequenceEqual(
            ["replace by s", "keep i", "keep t", "keep t", "replace by i", "keep n", "insert g"], script?.Select(edit => edit.ToString()),
            because: "From left to right: k becomes s, i, t and t stay, e becomes i, n stays, g is put in. There is no other script of three steps.");
    }

    [Fact]
    public void Scripts_of_nothing()
    {
        Expect.SequenceEqual([], Subject.Script("", ""), because: "Nothing to do.");
        Expect.SequenceEqual([new Edit(EditKind.Insert, 'h'), new Edit(EditKind.Insert, 'i')], Subject.Script("", "hi"), because: "Both letters are put in, from left to right.");
        Expect.SequenceEqual([new Edit(EditKind.Delete, 'h'), new Edit(EditKind.Delete, 'i')], Subject.Script("hi", ""), because: "Both letters are deleted, from left to right.");
    }

    [Fact]
    public void A_script_replays_to_the_other_text_at_the_least_cost() => Property.Holds(
        Gen.Select(Words, Words), words =>
        {
            (string a, string b) = words;
            Edit[] script = Subject.Script(a, b);
            string replayed;
            try
            {
                replayed = Edit.Replay(a, script);
            }
            catch (ArgumentException exception)
            {
                replayed = exception.Message;
            }

            Expect.Equal(b, replayed, because: $"Edit.Replay(\"{a}\", script) goes through the script {ValueText.Of(script)} from left to right.");
            Expect.Equal(Slow(a, b), script.Count(edit => edit.Kind != EditKind.Keep), because: $"So many steps other than Keep are enough. Yours: {ValueText.Of(script)}.");
            Expect.That(!Replaces(a, script), "no letter replaced by itself", script, because: "A letter that stays is kept: EditKind.Keep.");
        }, samples: 50);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You compared letter by letter and added the rest. One letter put in at the start moves all others: the smallest of three ways, at every place, is what finds it.", Reference with { Distance = (a, b) => a.Zip(b).Count(pair => pair.First != pair.Second) + Math.Abs(a.Length - b.Length) }),
        new("You keep the whole table: for two texts of 10,000 letters that is 400 MB. A row hangs on the one above alone.", Reference with { Distance = (a, b) => Table(a, b)[a.Length, b.Length] }),
        new("Your row runs along the second text, however long it is. Swap the two where the first is shorter: the distance is the same.", Reference with { Distance = OneRow }),
        new("A replacement counted as two steps, a deletion and an insertion. Going on with both texts costs 1 where the letters differ.", Reference with { Distance = WithoutReplacing }),
        new("Your script reads from right to left: the way back through the table begins at the end. Turn it round.", Reference with { Script = (a, b) => [.. EditDistance.Script(a, b).Reverse()] }),
        new("Replace carries the new letter: you wrote the old one.", Reference with { Script = (a, b) => WithOldLetters(a, EditDistance.Script(a, b)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("two rows; a script in halves (Hirschberg)", new(
            (a, b) => a.Length < b.Length ? LastRow(b, a)[^1] : LastRow(a, b)[^1],
            Halves)),
        new("a script from the front, by a table of what is left to do", Reference with { Script = FromTheFront }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Let D[i, j] be the distance of the first i letters of a from the first j of b. Which three smaller problems can the last step come from?",
        "D[i, j] needs the entry above, the one at the left and the one above left. In a single row, the entry above left is the one you have just overwritten: keep it in a variable. For the script go back from the last corner, and ask at each place which of the three ways gives this number.",
        "Distance: swap so that b is the shorter; row = 0, 1, …, |b|; for each letter of a: diagonal = row[0], row[0] = i; for each j: above = row[j], row[j] = the least of above + 1, row[j − 1] + 1, diagonal + (0 or 1), diagonal = above. Script: the whole table; at the edges only insertions or only deletions are left; turn the list round.",
    ];

    private static bool Replaces(string a, Edit[] script)
    {
        int at = 0;
        foreach (Edit edit in script)
        {
            if (edit.Kind == EditKind.Replace && a[at] == edit.Letter) return true;
            if (edit.Kind != EditKind.Insert) at++;
        }

        return false;
    }

    private static int Slow(string a, string b)
    {
        Dictionary<(int, int), int> known = [];
        return Of(0, 0);

        int Of(int i, int j)
        {
            if (i == a.Length || j == b.Length) return a.Length - i + b.Length - j;
            if (known.TryGetValue((i, j), out int distance)) return distance;
            return known[(i, j)] = Math.Min(1 + Math.Min(Of(i + 1, j), Of(i, j + 1)), Of(i + 1, j + 1) + (a[i] == b[j] ? 0 : 1));
        }
    }

    private static int[,] Table(string a, string b)
    {
        int[,] table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            for (int j = 0; j <= b.Length; j++)
                table[i, j] = i == 0 || j == 0 ? i + j : Math.Min(1 + Math.Min(table[i - 1, j], table[i, j - 1]), table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        return table;
    }

    private static int WithoutReplacing(string a, string b)
    {
        if (a.Length < b.Length) (a, b) = (b, a);
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++) (diagonal, row[j]) = (row[j], Math.Min(1 + Math.Min(row[j], row[j - 1]), diagonal + (a[i - 1] == b[j - 1] ? 0 : 2)));
        }

        return row[^1];
    }

    private static int[] LastRow(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)], row = new int[b.Length + 1];
        foreach (char letter in a)
        {
            row[0] = above[0] + 1;
            for (int j = 1; j <= b.Length; j++) row[j] = Math.Min(1 + Math.Min(above[j], row[j - 1]), above[j - 1] + (letter == b[j - 1] ? 0 : 1));
            (above, row) = (row, above);
        }

        return above;
    }

    private static int OneRow(string a, string b) => LastRow(a, b)[^1];

    private static Edit[] Halves(string a, string b)
    {
        if (a.Length == 0) return [.. b.Select(letter => new Edit(EditKind.Insert, letter))];
        if (b.Length == 0) return [.. a.Select(letter => new Edit(EditKind.Delete, letter))];
        if (a.Length == 1)
        {
            int kept = Math.Max(0, b.IndexOf(a[0], StringComparison.Ordinal));
            return [.. b.Select((letter, i) => new Edit(i != kept ? EditKind.Insert : letter == a[0] ? EditKind.Keep : EditKind.Replace, letter))];
        }

        int half = a.Length / 2;
        int[] front = LastRow(a[..half], b), back = LastRow(string.Concat(a[half..].Reverse()), string.Concat(b.Reverse()));
        int cut = Enumerable.Range(0, b.Length + 1).MinBy(j => front[j] + back[b.Length - j]);
        return [.. Halves(a[..half], b[..cut]), .. Halves(a[half..], b[cut..])];
    }

    private static Edit[] FromTheFront(string a, string b)
    {
        int[,] left = Table(string.Concat(a.Reverse()), string.Concat(b.Reverse()));   // [letters of a left, letters of b left]
        List<Edit> script = [];
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            int here = left[a.Length - i, b.Length - j];
            if (j < b.Length && here == left[a.Length - i, b.Length - j - 1] + 1) script.Add(new(EditKind.Insert, b[j++]));
            else if (i < a.Length && here == left[a.Length - i - 1, b.Length - j] + 1) script.Add(new(EditKind.Delete, a[i++]));
            else script.Add(new(a[i++] == b[j] ? EditKind.Keep : EditKind.Replace, b[j++]));
        }

        return [.. script];
    }

    private static Edit[] WithOldLetters(string a, Edit[] script)
    {
        int at = 0;
        return Array.ConvertAll(script, edit => edit.Kind == EditKind.Insert ? edit : edit.Kind == EditKind.Replace ? edit with { Letter = a[at++] } : edit with { Letter = a[at++] });
    }
}
